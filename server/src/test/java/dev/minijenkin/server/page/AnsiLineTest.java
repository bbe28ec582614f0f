package dev.minijenkin.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.server.html.HtmlWriter;
import dev.minijenkin.server.html.Tag;
import org.junit.jupiter.api.Test;

class AnsiLineTest {
    private final AnsiLine lines = new AnsiLine();

    private String seen(String line) {
        String page = HtmlWriter.document(Tag.of("p").add(lines.spans(line)));
        return page.substring(page.indexOf("<p>") + 3, page.indexOf("</p>"));
    }

    @Test
    void coloursBecomeClassesAndGoOnFromLineToLine() {
        assertThat(seen("a \u001B[31mred\u001B[0m b"))
                .isEqualTo("a <span class=\"f1\">red</span> b");
        assertThat(seen("\u001B[1;92;44mon")).isEqualTo("<span class=\"f10 b4 bold\">on</span>");
        assertThat(seen("still")).isEqualTo("<span class=\"f10 b4 bold\">still</span>");
        assertThat(seen("\u001B[moff")).isEqualTo("off");
        assertThat(seen("\u001B[7mturned\u001B[27m"))
                .isEqualTo("<span class=\"inverse\">turned</span>");
    }

    @Test
    void manyColoursBecomeTheNearestOfSixteen() {
        assertThat(seen("\u001B[38;5;196mx\u001B[0m")).isEqualTo("<span class=\"f1\">x</span>");
        assertThat(seen("\u001B[38;2;255;255;255mx\u001B[0m"))
                .isEqualTo("<span class=\"f15\">x</span>");
        assertThat(seen("\u001B[48;5;9mx\u001B[0m")).isEqualTo("<span class=\"b9\">x</span>");
        assertThat(seen("\u001B[38;5;999mx\u001B[0m")).isEqualTo("x");
    }

    @Test
    void whatIsNoColourLeavesNoTrace() {
        assertThat(seen("\u001B[2K\u001B]0;title\u0007a\u001B]8;;http://x\u001B\\b\u001B"))
                .isEqualTo("ab");
        assertThat(seen("10%\r50%\rdone\r")).isEqualTo("done");
        assertThat(seen("\u001B[31")).isEmpty();
        assertThat(seen("<b>&")).isEqualTo("&lt;b&gt;&amp;");
    }
}
