package dev.minijenkin.console.log.document;

/// A stretch of a line in one style.
///
/// @param style see [TextStyle]
/// @param link address that it leads to; empty: none
public record StyledText(String text, long style, String link) {
    StyledText(String text, long style) {
        this(text, style, "");
    }
}
