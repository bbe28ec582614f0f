package dev.minijenkin.db.log;

import java.time.Instant;

/// Where a chunk of a log lies, and how many lines it has: what a reader who jumps needs to know of
/// chunks that they have not read.
///
/// @param part whose chunk it is
/// @param seq of the chunk, in its claim
/// @param lines how many begin in it
/// @param continues whether its first bytes belong to the line before
/// @param firstAt time of its first line
public record LogPlace(LogPart part, int seq, int lines, boolean continues, Instant firstAt) {}
