package dev.minijenkin.console.log.document;

/// A stretch of a line in one style.
///
/// @param style see [TextStyle]
public record StyledText(String text, int style) {}
