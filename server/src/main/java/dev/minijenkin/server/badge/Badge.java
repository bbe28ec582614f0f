package dev.minijenkin.server.badge;

import org.jspecify.annotations.Nullable;

/// A badge: what it is about, and how that stands, in a word and a colour.
///
/// @param colour with enough contrast to white letters
record Badge(String subject, String word, String colour) {
    private static final String GREEN = "#1a7f37";
    private static final String RED = "#cf222e";
    private static final String GREY = "#59636e";
    private static final int LETTER = 7;
    private static final int MARGIN = 10;
    private static final int LONGEST = 60;

    /// @param conclusion null: nothing has ended yet
    static Badge of(String pipeline, @Nullable String conclusion) {
        if (conclusion == null) {
            return new Badge(pipeline, "no runs", GREY);
        }
        return conclusion.equals("success")
                ? new Badge(pipeline, "passing", GREEN)
                : new Badge(pipeline, "failing", RED);
    }

    static Badge unknown() {
        return new Badge("pipeline", "unknown", GREY);
    }

    /// As an SVG that takes nothing from elsewhere.
    String svg() {
        String left =
                subject.length() > LONGEST ? subject.substring(0, LONGEST - 1) + "…" : subject;
        int leftWidth = left.length() * LETTER + MARGIN;
        int rightWidth = word.length() * LETTER + MARGIN;
        return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s: %3$s">
        <title>%2$s: %3$s</title>
        <clipPath id="r"><rect width="%1$d" height="20" rx="3"/></clipPath>
        <g clip-path="url(#r)"><rect width="%4$d" height="20" fill="#32383f"/><rect x="%4$d" width="%5$d" height="20" fill="%6$s"/></g>
        <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
        <text x="%7$d" y="14" textLength="%8$d">%2$s</text>
        <text x="%9$d" y="14" textLength="%10$d">%3$s</text>
        </g>
        </svg>
        """
                .formatted(
                        leftWidth + rightWidth,
                        escape(left),
                        escape(word),
                        leftWidth,
                        rightWidth,
                        colour,
                        leftWidth / 2,
                        leftWidth - MARGIN,
                        leftWidth + rightWidth / 2,
                        rightWidth - MARGIN);
    }

    /// What XML cannot say at all stands for a question mark.
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        default ->
                                escaped.appendCodePoint(
                                        Character.isISOControl(c)
                                                        || Character.getType(c)
                                                                == Character.SURROGATE
                                                        || c == 0xFFFE
                                                        || c == 0xFFFF
                                                ? '?'
                                                : c);
                    }
                });
        return escaped.toString();
    }
}
