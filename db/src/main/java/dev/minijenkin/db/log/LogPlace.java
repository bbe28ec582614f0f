package dev.minijenkin.db.log;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a chunk of a log lies, and how many lines it has: what a reader who jumps needs to know of
/// chunks that they have not read.
///
/// @param part whose chunk it is
/// @param seq of the chunk, in its claim
/// @param lines how many begin in it
/// @param continues whether its first bytes belong to the line before
/// @param firstAt time of its first line
public record LogPlace(LogPart part, int seq, int lines, boolean continues, Instant firstAt) {
    /// Places of all chunks of a job's log that follow one, in the order of the log.
    ///
    /// @param claim that the chunk is of
    /// @param seq of the chunk; -1: from the first of that claim on
    public static List<LogPlace> behind(Tx tx, JobId job, ClaimId claim, int seq) {
        List<LogPlace> places = new ArrayList<>();
        for (LogPart part : Logs.parts(tx, job)) {
            if (part.claim().value() >= claim.value()) {
                places.addAll(Logs.places(tx, part, part.claim().equals(claim) ? seq : -1));
            }
        }
        return places;
    }

    /// The chunk itself; empty where it is gone.
    public Optional<LogChunk> chunk(Tx tx) {
        return Logs.read(tx, part, seq - 1, 1).stream().filter(of -> of.seq() == seq).findFirst();
    }
}
