package dev.minijenkin.server.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class HtmlTest {
    private static final String EVIL =
            "<script>alert('1')</script>\"' onload=\"x\" &amp; \u0000\u001b";

    @Test
    void textAndAttributesStayWhatTheyAre() {
        Document page =
                Jsoup.parse(
                        HtmlWriter.document(
                                Tag.of("p")
                                        .with("title", EVIL)
                                        .text(EVIL)
                                        .add(Html.of(Html.text(EVIL)))));

        String shown = EVIL.replace('\u0000', '\uFFFD').replace('\u001b', '\uFFFD');
        assertThat(page.select("script")).isEmpty();
        assertThat(page.expectFirst("p").wholeText()).isEqualTo(shown + shown);
        assertThat(page.select("p").attr("title")).isEqualTo(shown);
        assertThat(page.expectFirst("p").attributesSize()).isEqualTo(1);
    }

    @Test
    void whatCouldRunIsRefused() {
        for (String attribute :
                new String[] {"onclick", "ONLOAD", "style", "href", "src", "a b", "x\""}) {
            assertThatThrownBy(() -> Tag.of("p").with(attribute, "x"))
                    .as(attribute)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String element : new String[] {"script", "style", "iframe"}) {
            assertThatThrownBy(() -> Tag.of(element).text("x"))
                    .as(element)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Tag.of("p><b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLinkLeadsToThisServerOrTheWeb() {
        for (String address :
                new String[] {
                    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x",
                            "//evil.example", "/\\evil",
                    "vbscript:x", "/runs\n", "", "http:evil", "https://a:b@evil.example/"
                }) {
            assertThatThrownBy(() -> Link.to(address))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Link.ofOthers("javascript:alert(1)")).isEmpty();
        assertThat(Link.ofOthers("https://shop.example.org/x")).isPresent();
        assertThat(Link.local("https://evil.example/")).isEmpty();
        assertThat(Link.local("//evil.example/")).isEmpty();
        assertThat(Link.to("/runs").with("branch", "a&b=ä").with("after", 3).at("x").address())
                .isEqualTo("/runs?branch=a%26b%3D%C3%A4&after=3#x");
    }

    @Test
    void whatHasNoEndHasNone() {
        assertThat(
                        HtmlWriter.document(
                                Tag.of("div")
                                        .add(Tag.of("input").with("required", true), Tag.of("br"))))
                .isEqualTo("<!doctype html>\n<div><input required=\"\"><br></div>\n");
    }
}
