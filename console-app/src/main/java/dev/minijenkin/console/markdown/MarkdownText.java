package dev.minijenkin.console.markdown;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/// A text in Markdown, taken apart: what is HTML in it, as the toolkit of actions writes it, is
/// part of the same tree. Thread-safe once made.
public final class MarkdownText {
    /// Characters that are shown of one text.
    static final int LONGEST = 64 * 1024;

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final int DEEPEST = 24;
    private static final Parser PARSER =
            Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(DEEPEST).build();
    // What is made of it is a tree that nodes are made from, and is never run.
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    private final Element body;
    private final boolean cut;

    private MarkdownText(Element body, boolean cut) {
        this.body = body;
        this.cut = cut;
    }

    /// Takes a text apart; off the FX thread where it may be long.
    public static MarkdownText of(String markdown) {
        boolean cut = markdown.length() > LONGEST;
        String shown = cut ? markdown.substring(0, LONGEST) : markdown;
        return new MarkdownText(tree(shown), cut);
    }

    private static Element tree(String markdown) {
        try {
            return Jsoup.parseBodyFragment(RENDERER.render(PARSER.parse(markdown))).body();
        } catch (StackOverflowError _) {
            // Nobody writes so: marks within marks, thousands of them. It is shown as it stands.
            Element body = new Element("body");
            body.appendElement("pre").text(markdown);
            return body;
        }
    }

    Element body() {
        return body;
    }

    /// Whether the text is longer than what is shown of it.
    boolean isCut() {
        return cut;
    }
}
