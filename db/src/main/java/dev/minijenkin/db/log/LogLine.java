package dev.minijenkin.db.log;

import java.time.Instant;

/// A line of a log, or a piece of one.
///
/// @param at when it came
/// @param bytes without the line feed; any bytes
/// @param complete whether the line ends here; false only for the last line of a chunk
public record LogLine(Instant at, byte[] bytes, boolean complete) {}
