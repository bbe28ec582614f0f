package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.claim.LostClaim;
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

    private final Database database;
    private final LongSupplier nanoTime;
    private @Nullable Long lookedAt;
    private long graceUntil;

    /// @param nanoTime as [System#nanoTime]
    public Reaper(Database database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    /// Looks once; to be called every few seconds.
    ///
    /// @return how many claims it ended
    public int releaseLost() {
        List<LostClaim> lost = database.statement(tx -> Claims.lost(tx, BATCH));
        boolean patient = graceAt(nanoTime.getAsLong());
        int released = 0;
        RuntimeException first = null;
        for (LostClaim claim : lost) {
            try {
                if (!(patient && claim.overdue())
                        && database.transaction(tx -> RunProgress.claimLost(tx, claim))) {
                    released++;
                }
            } catch (DatabaseUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                // One that cannot be ended must not keep the others.
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return released;
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
