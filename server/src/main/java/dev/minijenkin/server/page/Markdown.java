package dev.minijenkin.server.page;

import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Link;
import dev.minijenkin.server.html.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Markdown of strangers, with the HTML that they write into it, as a piece of a page.
///
/// What the parsers make of it is only read: the piece is built anew from the elements that are
/// known, with none of their attributes but a few numbers and addresses of the web. So nothing of
/// it runs, loads, looks like a part of the page around it, or stands for one by its name.
final class Markdown {
    /// Deeper than that nobody reads; what is there is shown as words.
    private static final int DEEPEST = 60;

    private static final int LARGEST_SPAN = 100;
    private static final int LARGEST_NUMBER = 1_000_000;

    /// Below the headings of the page.
    private static final int HEADINGS_ABOVE = 3;

    private static final List<TablesExtension> TABLES = tables();
    private static final Parser PARSER =
            Parser.builder().extensions(TABLES).maxOpenBlockParsers(DEEPEST / 2).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(TABLES).build();

    private static final Set<String> KNOWN =
            Set.of(
                    "p",
                    "br",
                    "hr",
                    "em",
                    "i",
                    "strong",
                    "b",
                    "del",
                    "s",
                    "ins",
                    "u",
                    "sub",
                    "sup",
                    "small",
                    "mark",
                    "kbd",
                    "samp",
                    "var",
                    "q",
                    "code",
                    "pre",
                    "blockquote",
                    "ul",
                    "ol",
                    "li",
                    "dl",
                    "dt",
                    "dd",
                    "table",
                    "caption",
                    "thead",
                    "tbody",
                    "tfoot",
                    "tr",
                    "th",
                    "td",
                    "details",
                    "summary",
                    "div",
                    "span");

    /// Their content is not for people.
    private static final Set<String> GONE =
            Set.of(
                    "script",
                    "style",
                    "template",
                    "iframe",
                    "object",
                    "embed",
                    "noscript",
                    "svg",
                    "math",
                    "head",
                    "title",
                    "textarea",
                    "select",
                    "canvas",
                    "audio",
                    "video");

    private static final Map<String, Integer> NUMBERS =
            Map.of("colspan", LARGEST_SPAN, "rowspan", LARGEST_SPAN, "start", LARGEST_NUMBER);

    private Markdown() {}

    @SuppressWarnings("unchecked") // The library has one type for all of them.
    private static List<TablesExtension> tables() {
        return List.of((TablesExtension) TablesExtension.create());
    }

    static Html of(String text) {
        String html;
        try {
            html = RENDERER.render(PARSER.parse(text));
        } catch (StackOverflowError _) {
            // The library walks what is within a line down by calls; nobody writes that for people.
            return Tag.of("pre").text(text);
        }
        return children(Jsoup.parseBodyFragment(html).body(), 0);
    }

    private static Html children(Element element, int depth) {
        if (depth > DEEPEST) {
            return Html.text(element.text());
        }
        List<Html> pieces = new ArrayList<>();
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text) {
                pieces.add(Html.text(text.getWholeText()));
            } else if (child instanceof Element inner && !GONE.contains(inner.normalName())) {
                pieces.add(element(inner, depth + 1));
            }
        }
        return new Html.Pieces(pieces);
    }

    private static Html element(Element element, int depth) {
        String name = element.normalName();
        return switch (name) {
            case "a" -> link(element.attr("href"), children(element, depth));
            case "img" -> link(element.attr("src"), Html.text(alternative(element)));
            case "h1", "h2", "h3", "h4", "h5", "h6" ->
                    Tag.of("h" + Math.min(6, name.charAt(1) - '0' + HEADINGS_ABOVE))
                            .add(children(element, depth));
            default -> KNOWN.contains(name) ? known(element, depth) : children(element, depth);
        };
    }

    private static Html known(Element element, int depth) {
        Tag tag = Tag.of(element.normalName());
        NUMBERS.forEach((attribute, largest) -> {
            String value = element.attr(attribute);
            if (value.matches("[0-9]{1,7}") && Integer.parseInt(value) <= largest) {
                tag.with(attribute, value);
            }
        });
        if (element.normalName().equals("details") && element.hasAttr("open")) {
            tag.with("open", true);
        }
        return isEmpty(element.normalName()) ? tag : tag.add(children(element, depth));
    }

    private static boolean isEmpty(String name) {
        return name.equals("br") || name.equals("hr");
    }

    /// Words where the address is none of the web. A picture of elsewhere is a link too: to load it
    /// would tell others who looks.
    private static Html link(String address, Html words) {
        return Link.ofOthers(address)
                .<Html>map(link ->
                        Tag.of("a")
                                .href(link)
                                .with("rel", "noopener noreferrer nofollow")
                                .add(words))
                .orElse(words);
    }

    private static String alternative(Element picture) {
        String words = picture.attr("alt").strip();
        return words.isEmpty() ? "picture" : words;
    }
}
