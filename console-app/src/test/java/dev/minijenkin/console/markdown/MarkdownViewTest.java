package dev.minijenkin.console.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.image.ImageView;
import javafx.scene.text.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class MarkdownViewTest {
    @BeforeAll
    static void start() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void headingsListsTablesAndCodeAreShown() {
        List<String> said =
                said(
                        """
                        # Size
                        Some *words* and `code`.

                        1. first
                        2. second

                        | a | b |
                        | - | - |
                        | 1 | 2 |

                        ```
                        run me  twice
                        ```
                        """);
        assertThat(said)
                .containsSubsequence("Size", "words", "code", "1.", "first", "2.", "second")
                .contains("a", "b", "1", "2", "run me  twice");
    }

    @Test
    void whatTheToolkitOfActionsWritesIsHtml() {
        List<String> said =
                said(
                        "<h1>Tests</h1>\n<table><tr><th>Suite</th></tr><tr><td>cart<br>twice</td></tr></table>\n"
                                + "<details><summary>More</summary>\n\n**inside**\n\n</details>");
        assertThat(said).contains("Tests", "Suite", "cart", "▸ More", "inside");
    }

    @Test
    void nothingOfItIsRunFetchedOrOpenedButTheWeb() {
        List<String> opened = new ArrayList<>();
        List<Node> nodes =
                nodes(
                        """
                        <script>alert(1)</script><style>* {}</style>
                        [web](https://example.org/a) [file](file:///etc/passwd) [js](javascript:alert(1))
                        ![a picture](https://spy.example.org/x.png) <iframe src="https://x.example.org">in</iframe>
                        <img src=x onerror=alert(1) alt=broken>
                        """,
                        2000,
                        opened);
        assertThat(nodes).noneMatch(ImageView.class::isInstance);
        nodes.stream()
                .filter(Hyperlink.class::isInstance)
                .forEach(node -> ((Hyperlink) node).fire());
        assertThat(opened)
                .containsExactly("https://example.org/a", "https://spy.example.org/x.png");
        assertThat(words(nodes))
                .contains("file", "js", "broken")
                .doesNotContain("alert(1)", "* {}");
    }

    @Test
    void whatIsLongOrDeepIsCutAndToldOf() {
        assertThat(words(nodes("- item\n".repeat(500), 20, new ArrayList<>())))
                .contains("There is more");
        assertThat(said("x".repeat(MarkdownText.LONGEST + 1))).contains("There is more");
        assertThat(said("> ".repeat(4000) + "deep")).isNotEmpty();
        assertThat(said("<div>".repeat(3000) + "deep")).isNotEmpty();
        assertThat(said("*a **b ".repeat(4000) + "deep" + " b** a*".repeat(4000))).isNotEmpty();
        assertThat(said("[".repeat(20_000) + "deep")).isNotEmpty();
        assertThat(said("<b>".repeat(9000) + "deep")).isNotEmpty();
    }

    private static List<String> said(String markdown) {
        return words(nodes(markdown, 2000, new ArrayList<>()));
    }

    private static List<Node> nodes(String markdown, int most, List<String> opened) {
        List<Node> all = new ArrayList<>();
        collect(new MarkdownView(MarkdownText.of(markdown), most, opened::add), all);
        return all;
    }

    private static void collect(Node node, List<Node> into) {
        into.add(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
        }
    }

    private static List<String> words(List<Node> nodes) {
        return nodes.stream()
                .map(node ->
                        switch (node) {
                            case Text text -> text.getText();
                            case Labeled labeled -> labeled.getText();
                            default -> "";
                        })
                .filter(words -> !words.isBlank())
                .map(String::strip)
                .toList();
    }
}
