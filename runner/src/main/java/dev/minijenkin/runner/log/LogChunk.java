package dev.minijenkin.runner.log;

import java.time.Instant;

/// A piece of one claim's log as it is stored.
///
/// @param seq counts up per claim from 0
/// @param step number of the step; 0 is the set-up of the job
/// @param firstLine line in which it begins, from 1
/// @param lineCount how many lines begin in it
/// @param continues whether its first bytes go on with the line that the chunk before left open
/// @param rawBytes before compression
@SuppressWarnings("ArrayRecordComponent") // Never compared; copying each body would cost.
record LogChunk(
        int seq,
        int step,
        long firstLine,
        int lineCount,
        boolean continues,
        int rawBytes,
        Instant firstAt,
        byte[] body) {}
