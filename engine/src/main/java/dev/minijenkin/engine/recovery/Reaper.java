package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.LostClaim;
import dev.minijenkin.db.claim.LostClaims;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.poll.Separately;
import dev.minijenkin.db.settings.Settings;
import dev.minijenkin.engine.advance.RunProgress;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Ends the claims of runners that are gone. Any number of processes may do so at once. Used by one
/// thread.
///
/// After a pause in its own looking (this process has just begun, or the database was away) nobody
/// can tell a silent runner from one that could not speak: claims that only time speaks against
/// then have one more lease.
public final class Reaper {
    private static final int BATCH = 100;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /// One look of so many asks for claims that were not acknowledged: it reads all live ones.
    static final int UNACKNOWLEDGED_EVERY = 5;

    private final Database database;
    private final LongSupplier nanoTime;
    private @Nullable Long lookedAt;
    private long graceUntil;
    private long looks;

    /// @param nanoTime as [System#nanoTime]
    public Reaper(Database database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    /// Looks once; to be called every few seconds. What somebody holds just now is left to the next
    /// look: a run that is locked keeps no other.
    ///
    /// @return how many claims it ended
    public int releaseLost() {
        boolean patient = graceAt(nanoTime.getAsLong());
        Separately look = new Separately();
        release(LostClaims::ofLostRunners, patient, look);
        if (looks++ % UNACKNOWLEDGED_EVERY == 0) {
            release(LostClaims::unacknowledged, patient, look);
        }
        return look.end();
    }

    private interface Lookup {
        List<LostClaim> after(Tx tx, ClaimId after, int limit);
    }

    private void release(Lookup lookup, boolean patient, Separately look) {
        ClaimId after = new ClaimId(0);
        List<LostClaim> lost = some(lookup, after);
        while (!lost.isEmpty()) {
            lost.stream()
                    .filter(claim -> !(patient && claim.overdue()))
                    .forEach(claim -> look.attempt(claim, this::release));
            after = lost.getLast().claim();
            lost = lost.size() < BATCH ? List.of() : some(lookup, after);
        }
    }

    private List<LostClaim> some(Lookup lookup, ClaimId after) {
        return database.statement(tx -> lookup.after(tx, after, BATCH));
    }

    private boolean release(LostClaim claim) {
        return database.transaction(tx -> {
            LockLimit.set(tx, LockLimit.OF_CHORES);
            return RunProgress.claimLost(tx, claim);
        });
    }

    private boolean graceAt(long now) {
        Long before = lookedAt;
        if (before == null || now - before > PAUSE.toNanos()) {
            graceUntil = now + database.statement(Settings::read).lease().toNanos();
        }
        lookedAt = now;
        return now - graceUntil < 0;
    }
}
