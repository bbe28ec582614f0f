package dev.minijenkin.db.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Run;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StepSummariesTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final Run run =
            database.transaction(tx -> SampleData.queuedRun(tx, shop, "build", "test"));
    private final UUID instance = UUID.randomUUID();

    @Test
    void thoseOfARunComeJobByJobInTheirOrderAndOnce() {
        ClaimId build = claim();
        ClaimId tests = claim();
        add(tests, 1, 4, "# tests");
        add(build, 1, 1, "one\0");
        add(build, 2, 3, "two");
        add(build, 2, 3, "told again");

        assertThat(ofRun())
                .extracting(StepSummary::jobName, StepSummary::stepNumber, StepSummary::body)
                .containsExactly(
                        tuple("build", 1, "one\uFFFD"),
                        tuple("build", 3, "two"),
                        tuple("test", 4, "# tests"));
    }

    @Test
    void whoseClaimIsOverAddsNothingAndIsNotShownOnceAnotherHasTheJob() {
        ClaimId build = claim();
        add(build, 1, 1, "first try");
        test.rows().execute("update claims set released_at = now(), outcome = 'finished'");
        add(build, 2, 2, "too late");
        assertThat(ofRun()).extracting(StepSummary::body).containsExactly("first try");

        test.rows()
                .execute(
                        """
                        insert into claims (job_id, runner_id, instance, priority, vtime)
                        select job_id, runner_id, instance, priority, vtime from claims
                        """);
        assertThat(ofRun()).isEmpty();
    }

    @Test
    void aPageHasItsBeginningsAndAJobItsPlaces() {
        ClaimId build = claim();
        add(build, 1, 1, "# ü long");
        add(build, 2, 3, "two");
        add(claim(), 1, 1, "other job");

        List<StepSummaries.Beginning> beginnings =
                database.statement(tx -> StepSummaries.beginnings(tx, run.id(), 1, 2, 3));
        assertThat(beginnings)
                .extracting(one -> one.summary().body(), StepSummaries.Beginning::cut)
                .containsExactly(tuple("# ü", true), tuple("two", false));
        JobId job = database.statement(tx -> SampleData.jobsOf(tx, run)).getFirst();
        List<StepSummaries.Place> places = database.statement(tx -> StepSummaries.ofJob(tx, job));
        assertThat(places)
                .extracting(StepSummaries.Place::seq, StepSummaries.Place::bytes)
                .containsExactly(tuple(1, 9), tuple(2, 3));
        Optional<String> last = database.statement(tx -> StepSummaries.body(tx, places.getLast()));
        assertThat(last).contains("two");
    }

    private void add(ClaimId claim, int seq, int step, String body) {
        database.transaction(tx -> {
            StepSummaries.add(tx, claim, seq, step, body);
            return true;
        });
    }

    private List<StepSummary> ofRun() {
        return database.statement(tx -> StepSummaries.ofRun(tx, run.id(), 1));
    }

    private ClaimId claim() {
        return database.transaction(tx ->
                        SampleData.claim(tx, SampleData.runner(tx, "oak", instance), instance))
                .claim();
    }
}
