package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.LostClaim;
import dev.minijenkin.db.claim.LostClaims;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.poll.Contact;
import dev.minijenkin.db.poll.Separately;
import dev.minijenkin.db.settings.Settings;
import dev.minijenkin.engine.advance.RunProgress;
import java.time.Duration;
import java.util.List;

/// Ends the claims of runners that are gone. Any number of processes may do so at once. Used by one
/// thread.
///
/// After a pause without an answer (this process has just begun, or the database was away) nobody
/// can tell a silent runner from one that could not speak: claims that only time speaks against
/// then have one more lease. How often it looks itself has nothing to do with that: whatever else
/// the process asks again and again tells that the database was there.
public final class Reaper {
    private static final int BATCH = 100;

    /// One look of so many asks for claims that were not acknowledged: it reads all live ones.
    static final int UNACKNOWLEDGED_EVERY = 5;

    private final Database database;
    private final Contact contact;
    private long looks;

    /// @param contact of this process with the database
    public Reaper(Database database, Contact contact) {
        this.database = database;
        this.contact = contact;
    }

    /// Looks once; to be called every few seconds. What somebody holds just now is left to the next
    /// look: a run that is locked keeps no other.
    ///
    /// @return how many claims it ended
    public int releaseLost() {
        Separately look = new Separately();
        release(LostClaims::ofLostRunners, look);
        if (looks++ % UNACKNOWLEDGED_EVERY == 0) {
            release(LostClaims::unacknowledged, look);
        }
        return look.end();
    }

    private interface Lookup {
        List<LostClaim> after(Tx tx, ClaimId after, int limit);
    }

    private void release(Lookup lookup, Separately look) {
        ClaimId after = new ClaimId(0);
        List<LostClaim> lost = some(lookup, after);
        boolean patient = !lost.isEmpty() && isPatient();
        while (!lost.isEmpty()) {
            lost.stream()
                    .filter(claim -> !(patient && claim.overdue()))
                    .forEach(claim -> look.attempt(claim, this::release));
            after = lost.getLast().claim();
            lost = lost.size() < BATCH ? List.of() : some(lookup, after);
        }
    }

    private List<LostClaim> some(Lookup lookup, ClaimId after) {
        List<LostClaim> lost = database.statement(tx -> lookup.after(tx, after, BATCH));
        contact.answered();
        return lost;
    }

    private boolean release(LostClaim claim) {
        return database.transaction(tx -> {
            LockLimit.set(tx, LockLimit.OF_CHORES);
            return RunProgress.claimLost(tx, claim);
        });
    }

    private boolean isPatient() {
        Duration lease = database.statement(Settings::read).lease();
        return contact.unbroken().compareTo(lease) < 0;
    }
}
