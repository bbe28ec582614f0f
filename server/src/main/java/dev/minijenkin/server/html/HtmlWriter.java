package dev.minijenkin.server.html;

import java.util.Map;
import java.util.Set;

/// Writes pieces of pages: the one place where text becomes markup.
public final class HtmlWriter {
    /// Have no end, and nothing within.
    private static final Set<String> VOID = Set.of("br", "hr", "img", "input", "link", "meta");

    private HtmlWriter() {}

    /// A document, as a browser gets it.
    public static String document(Html html) {
        StringBuilder out = new StringBuilder(16_384).append("<!doctype html>\n");
        write(html, out);
        return out.append('\n').toString();
    }

    private static void write(Html html, StringBuilder out) {
        switch (html) {
            case Html.Text(String text) -> escape(text, out);
            case Html.Pieces(var pieces) -> pieces.forEach(piece -> write(piece, out));
            case Tag tag -> write(tag, out);
        }
    }

    private static void write(Tag tag, StringBuilder out) {
        out.append('<').append(tag.name());
        for (Map.Entry<String, String> attribute : tag.attributes().entrySet()) {
            out.append(' ').append(attribute.getKey()).append("=\"");
            escape(attribute.getValue(), out);
            out.append('"');
        }
        out.append('>');
        if (!VOID.contains(tag.name())) {
            tag.content().forEach(piece -> write(piece, out));
            out.append("</").append(tag.name()).append('>');
        }
    }

    /// For text and for attributes in double quotes alike. What HTML has no character for becomes
    /// the sign that says so.
    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\t', '\n' -> out.append(c);
                default -> out.append(c < ' ' || c == 0x7F ? '\uFFFD' : c);
            }
        }
    }
}
