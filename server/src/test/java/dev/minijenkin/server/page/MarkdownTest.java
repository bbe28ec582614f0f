package dev.minijenkin.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.server.html.HtmlWriter;
import dev.minijenkin.server.html.Tag;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    private static final Set<String> HARMLESS =
            Set.of("href", "rel", "colspan", "rowspan", "start", "open");

    private static final List<String> EVIL =
            List.of(
                    "<script>alert(1)</script>",
                    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
                    "<img src=x onerror=alert(1)>",
                    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
                    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                    "<a href='javascript:alert(1)'>x</a> <a href='  JaVaScRiPt:alert(1)'>x</a>",
                    "[x](javascript:alert(1)) [y](data:text/html,<script>alert(1)</script>)",
                    "![x](data:image/svg+xml;base64,AAAA) <javascript:alert(1)>",
                    "[x](//evil.example) [x](/sign-out) [x](#main) [x](https://u:p@evil.example)",
                    "<iframe src=https://evil.example></iframe><object data=x></object><embed src=x>",
                    "<form action=/runs/1/commands method=post><button>Cancel</button></form>",
                    "<input autofocus onfocus=alert(1)><textarea>",
                    "<div id=main class=callout style='position:fixed' title=x data-live=/x>Spoof</div>",
                    "<base href=https://evil.example><meta http-equiv=refresh content='0;url=//evil'>",
                    "<link rel=stylesheet href=https://evil.example/x.css><style>*{color:red}</style>",
                    "</div></main></body><body onload=alert(1)>",
                    "<!--><img src=x onerror=alert(1)>-->",
                    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
                    "```\n</code></pre><script>alert(1)</script>\n```",
                    "<p ONCLICK=alert(1) \"<x>\">a\u0000b&#0;&#x1;");

    @Test
    void whatPeopleWriteIsShown() {
        Element shown =
                shown(
                        """
                        # Shop
                        **All** `42` tests, see [the docs](https://docs.example/a?b=c&d).

                        | shard | took |
                        | --- | ---: |
                        | 1 | 2 s |

                        3. third
                        4. fourth

                        ```js
                        if (a < b) { alert("no") }
                        ```
                        """);
        assertThat(shown.select("h4").text()).isEqualTo("Shop");
        assertThat(shown.select("strong").text()).isEqualTo("All");
        assertThat(shown.select("a").attr("href")).isEqualTo("https://docs.example/a?b=c&d");
        assertThat(shown.select("a").attr("rel")).contains("noopener").contains("noreferrer");
        assertThat(shown.select("th").eachText()).containsExactly("shard", "took");
        assertThat(shown.select("tbody td").eachText()).containsExactly("1", "2 s");
        assertThat(shown.select("ol").attr("start")).isEqualTo("3");
        assertThat(shown.select("pre code").text()).isEqualTo("if (a < b) { alert(\"no\") }");
    }

    /// As `core.summary` of the toolkit writes it.
    @Test
    void soIsTheHtmlThatProgramsOfActionsWrite() {
        Element shown =
                shown(
                        """
                        <h1>Results</h1><table><tr><th>File</th><th colspan="2">Result</th></tr><tr><td>a.js</td><td>ok</td></tr></table>
                        <details open><summary>More</summary><ul><li>one</li></ul></details>
                        <img src="https://img.example/a.png" alt="coverage" width="3"><hr>
                        """);
        assertThat(shown.select("h4").text()).isEqualTo("Results");
        assertThat(shown.select("th").eachText()).containsExactly("File", "Result");
        assertThat(shown.select("th[colspan=2]")).hasSize(1);
        assertThat(shown.select("details[open] > summary").text()).isEqualTo("More");
        assertThat(shown.select("details li").text()).isEqualTo("one");
        assertThat(shown.select("a[href=https://img.example/a.png]").text()).isEqualTo("coverage");
    }

    /// Whatever it is, there are known elements without anything that loads, runs or names itself.
    @Test
    void nothingOfItRunsLoadsOrStandsForThePage() {
        EVIL.forEach(MarkdownTest::assertHarmless);
    }

    private static void assertHarmless(String evil) {
        Element shown = shown("# Before\n\n" + evil + "\n\nafter");
        assertThat(shown.select("h4").first()).isNotNull();
        for (Element element : shown.select("*").not(".here")) {
            assertThat(element.normalName())
                    .as(shown.html())
                    .isNotIn(
                            "script",
                            "img",
                            "svg",
                            "math",
                            "iframe",
                            "object",
                            "embed",
                            "form",
                            "input",
                            "button",
                            "textarea",
                            "base",
                            "meta",
                            "link",
                            "style",
                            "noscript",
                            "body",
                            "main");
            element.attributes()
                    .forEach(attribute ->
                            assertThat(attribute.getKey()).as(shown.html()).isIn(HARMLESS));
            if (element.hasAttr("href")) {
                assertThat(element.attr("href")).as(shown.html()).matches("https?://[^@]*");
            }
        }
    }

    @Test
    void whatIsNestedWithoutEndIsShownAllTheSame() {
        for (String deep :
                List.of(
                        "> ".repeat(10_000) + "x",
                        "*a _b ".repeat(6000) + "x" + "_ *".repeat(6000),
                        "[".repeat(30_000) + "x" + "](https://a.example)".repeat(1000),
                        "<div><b>".repeat(8000) + "x",
                        "<table><tr><td>".repeat(5000) + "x",
                        "- ".repeat(15_000) + "x",
                        "`".repeat(30_000) + "x" + "``".repeat(100))) {
            assertThat(shown(deep).text().contains("x")).as(deep.substring(0, 20)).isTrue();
        }
    }

    private static Element shown(String markdown) {
        String page =
                HtmlWriter.document(
                        Tag.of("body").add(Tag.of("div", "here").add(Markdown.of(markdown))));
        Document read = Jsoup.parse(page);
        Element here = read.expectFirst(".here");
        assertThat(read.body().childrenSize()).as("nothing is beside it").isEqualTo(1);
        return here;
    }
}
