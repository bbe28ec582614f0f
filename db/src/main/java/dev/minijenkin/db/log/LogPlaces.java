package dev.minijenkin.db.log;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the chunks of logs lie, and the one that lies at a place.
public final class LogPlaces {
    private LogPlaces() {}

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

    /// The chunk at a place; empty where it is gone.
    public static Optional<LogChunk> chunk(Tx tx, LogPlace place) {
        return Logs.read(tx, place.part(), place.seq() - 1, 1).stream()
                .filter(of -> of.seq() == place.seq())
                .findFirst();
    }
}
