package dev.minijenkin.stress.report;

/// Text in HTML and SVG.
final class Markup {
    private Markup() {}

    /// What shows this text, within elements and between quotation marks.
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
