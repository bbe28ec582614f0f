package dev.minijenkin.console.log.document;

import dev.minijenkin.console.log.ansi.TextStyle;

/// How a stretch of a line looks, and where it leads.
///
/// @param style see [TextStyle]
/// @param link address; empty: none
record SpanLook(long style, String link) {
    static final SpanLook PLAIN = new SpanLook(TextStyle.PLAIN, "");
}
