package dev.minijenkin.db.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HoldsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final Run run = queued("a", "b");
    private final List<JobId> jobs = database.statement(tx -> SampleData.jobsOf(tx, run));

    @Test
    void whatIsHeldIsHeldOnceAndReleasedOnce() {
        assertThat(hold(run)).isTrue();
        assertThat(hold(run)).isFalse();
        assertThat(holdJobs(jobs)).isEqualTo(2);
        assertThat(holdJobs(jobs.subList(0, 1))).isZero();

        assertThat(released(run)).isTrue();
        assertThat(released(run)).isFalse();
        assertThat(database.<Integer>statement(tx -> Holds.release(tx, jobs))).isEqualTo(2);
        assertThat(releasedAll()).isEqualTo(Holds.Kept.NOTHING);
    }

    @Test
    void whatWaitsForApprovalIsToldFromWhatPeopleHold() {
        hold(run);
        assertThat(releasedAll()).isEqualTo(Holds.Kept.BY_PEOPLE);

        database.run(tx -> Holds.holdUntilApproved(tx, "a rule", Map.of(run.id(), "NUL\0")));
        holdJobs(jobs);
        assertThat(holdsOf(run))
                .extracting(Hold::job, Hold::by, Hold::reason)
                .containsExactly(
                        tuple(null, "a rule", "NUL\uFFFD"),
                        tuple("a", "ana", null),
                        tuple("b", "ana", null));
        assertThat(hold(run)).as("it is held already").isFalse();
        assertThat(releasedAll()).isEqualTo(Holds.Kept.UNTIL_APPROVED);
        assertThat(releasedAll()).isEqualTo(Holds.Kept.NOTHING);
    }

    @Test
    void peopleSeeWhoHoldsWhatAndWhyTheNewestFirst() {
        Run other = queued("c");
        holdJobs(jobs.subList(1, 2));
        hold(run);
        database.run(tx -> Holds.hold(tx, other.id(), 1, "ben", null));

        assertThat(holdsOf(run))
                .extracting(Hold::job, Hold::by, Hold::reason)
                .containsExactly(
                        tuple(null, "ana", "NUL\uFFFD is no text"), tuple("b", "ana", null));
        assertThat(all()).containsExactly("ben null", "ana null", "ana b");
        assertThat(newest(1)).hasSize(1);
    }

    @Test
    void whatHasEndedAndEarlierAttemptsAreNotShown() {
        hold(run);
        database.run(tx -> Holds.hold(tx, run.id(), 7, "ben", null));
        assertThat(all()).as("of an attempt that is not under way").containsExactly("ana null");

        database.runInTransaction(tx -> SampleData.finish(tx, run, Conclusion.CANCELLED));
        assertThat(all()).isEmpty();
        assertThat(holdsOf(run)).isEmpty();
    }

    @Test
    void newJobsInheritTheHoldOfAJobAndNoOther() {
        Run blocked = database.transaction(tx -> SampleData.blockedRun(tx, shop, "held", "free"));
        List<JobId> of = database.statement(tx -> SampleData.jobsOf(tx, blocked));
        database.run(tx -> Holds.hold(tx, blocked.id(), 1, of.subList(0, 1), "ana", null));
        List<JobId> legs = database.transaction(tx -> SampleData.add(tx, blocked, "leg1", "leg2"));

        database.run(tx -> Holds.inherit(tx, of.get(1), legs));
        assertThat(all()).containsExactly("ana held");
        database.run(tx -> Holds.inherit(tx, of.get(0), legs));
        database.run(tx -> Holds.inherit(tx, of.get(0), legs));
        assertThat(all()).containsExactlyInAnyOrder("ana held", "ana leg1", "ana leg2");
    }

    @Test
    void onlyJobsThatNobodyHoldsAnyMoreAreReleased() {
        hold(run);
        holdJobs(jobs.subList(0, 1));
        database.runInTransaction(tx -> assertThat(Queue.park(tx, jobs)).hasSize(2));
        assertThat(letOn()).isEmpty();

        released(run);
        assertThat(letOn()).containsExactly(jobs.get(1));
        database.run(tx -> Holds.release(tx, jobs));
        assertThat(letOn()).isEqualTo(jobs);
    }

    private Run queued(String... keys) {
        return database.transaction(tx -> SampleData.queuedRun(tx, shop, keys));
    }

    private boolean hold(Run held) {
        return database.<Boolean>statement(
                tx -> Holds.hold(tx, held.id(), 1, "ana", "NUL\0 is no text"));
    }

    private int holdJobs(List<JobId> held) {
        return database.<Integer>statement(tx -> Holds.hold(tx, run.id(), 1, held, "ana", null));
    }

    private boolean released(Run held) {
        return database.<Boolean>statement(tx -> Holds.release(tx, held.id()));
    }

    private Holds.Kept releasedAll() {
        return database.statement(tx -> Holds.releaseAll(tx, run.id()));
    }

    private List<JobId> letOn() {
        return database.statement(tx -> Holds.released(tx, run.id()));
    }

    private List<Hold> holdsOf(Run held) {
        return database.statement(tx -> Holds.of(tx, held.id()));
    }

    private List<Hold> newest(int limit) {
        return database.statement(tx -> Holds.all(tx, limit));
    }

    private List<String> all() {
        return newest(10).stream().map(hold -> hold.by() + " " + hold.job()).toList();
    }
}
