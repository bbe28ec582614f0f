package dev.minijenkin.db.log;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import java.time.Instant;
import java.time.LocalDate;

/// A piece of a job's log as it is stored.
///
/// @param day `claims.log_day` of the claim
/// @param seq counts up per claim from 0
/// @param stepNumber 0: set-up of the job
/// @param firstLine line of the claim's log in which the chunk begins, from 1
/// @param lineCount how many lines begin in it
/// @param continues whether its first bytes go on with the line that the chunk before left open
/// @param rawBytes before compression
/// @param firstAt time of its first line
/// @param body as [LogChunkCodec] writes it
public record LogChunk(
        ClaimId claim,
        JobId job,
        LocalDate day,
        int seq,
        int stepNumber,
        long firstLine,
        int lineCount,
        boolean continues,
        int rawBytes,
        Instant firstAt,
        byte[] body) {}
