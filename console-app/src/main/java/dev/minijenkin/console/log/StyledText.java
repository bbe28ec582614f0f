package dev.minijenkin.console.log;

/// A stretch of a line in one style.
///
/// @param style see [TextStyle]
record StyledText(String text, int style) {}
