package dev.minijenkin.db.view.redgreen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RedGreensTest {
    private static final String GREEN = "a".repeat(40);
    private static final String BETWEEN = "b".repeat(40);
    private static final String RED = "c".repeat(40);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final UUID instance = UUID.randomUUID();
    private final RunnerId runner =
            database.transaction(tx -> SampleData.runner(tx, "oak", instance));

    @Test
    void aRedRunIsHeldAgainstTheLastGreenOneOfItsBranch() {
        Run green = end(run(GREEN, "build"), Conclusion.SUCCESS);
        end(run(BETWEEN, "build"), Conclusion.FAILURE);
        Run red = end(run(RED, "build"), Conclusion.FAILURE);

        RedGreen compared = compare(red, "").orElseThrow();

        assertThat(compared.title()).isEqualTo("shop / ci");
        assertThat(compared.branch()).isEqualTo("main");
        assertThat(compared.green().id()).isEqualTo(green.id());
        assertThat(compared.red().id()).isEqualTo(red.id());
        assertThat(compared.commits())
                .as("the newest first, without what was green")
                .extracting(BuiltCommit::sha)
                .containsExactly(RED, BETWEEN);
        assertThat(compared.names()).containsExactly("build");
        assertThat(compared.greenJob()).isPresent();
        assertThat(compared.redJob().failed()).isTrue();
    }

    @Test
    void withoutAGreenOneThereIsNothingToHoldItAgainst() {
        Run red = end(run(RED, "build"), Conclusion.FAILURE);
        assertThat(compare(red, "")).isEmpty();

        Run green = end(run(GREEN, "build"), Conclusion.SUCCESS);
        assertThat(compare(green, "")).isEmpty();
    }

    @Test
    void ofSeveralJobsThatFailedTheOneIsComparedThatIsAskedFor() {
        end(run(GREEN, "build"), Conclusion.SUCCESS);
        Run red = end(run(RED, "build", "docs"), Conclusion.FAILURE);

        RedGreen other = compare(red, "docs").orElseThrow();
        assertThat(other.redJob().name()).isEqualTo("docs");
        assertThat(other.greenJob()).as("it is new").isEmpty();
        assertThat(other.changes()).isEmpty();
        assertThat(compare(red, "no such job").orElseThrow().redJob().name()).isEqualTo("build");
    }

    @Test
    void ofVariablesNoValueIsTold() {
        Run green = run(GREEN, "build");
        define(
                green,
                "{\"env\": {\"SAME\": \"1\", \"OTHER\": \"old\", \"GONE\": \"x\"}, \"timeout\": 5}");
        end(green, Conclusion.SUCCESS);
        Run red = run(RED, "build");
        define(
                red,
                "{\"env\": {\"SAME\": \"1\", \"OTHER\": \"new\", \"ADDED\": \"y\"}, \"timeout\": 6}");
        end(red, Conclusion.FAILURE);

        RedGreen compared = compare(red, "").orElseThrow();

        assertThat(compared.changes())
                .containsExactlyInAnyOrder(
                        new DefinitionChange("env.ADDED", "", "set"),
                        new DefinitionChange("env.GONE", "set", ""),
                        new DefinitionChange("env.OTHER", "set", "another value"),
                        new DefinitionChange("timeout", "5", "6"));
        assertThat(compared.sameEnvironmentNames()).isOne();
    }

    @Test
    void stepsStandBesideEachOtherByNumberAndName() {
        Run green = run(GREEN, "build");
        steps(claim(green), "(1, 'Compile', 'success', 20), (2, 'Test', 'success', 60)");
        end(green, Conclusion.SUCCESS);
        Run red = run(RED, "build");
        steps(claim(red), "(1, 'Compile', 'success', 25), (2, 'Check', 'failure', 3)");
        end(red, Conclusion.FAILURE);

        RedGreen compared = compare(red, "").orElseThrow();

        assertThat(compared.steps())
                .extracting(
                        ComparedStep::name,
                        ComparedStep::failed,
                        ComparedStep::green,
                        ComparedStep::red)
                .containsExactly(
                        tuple("Compile", false, seconds(20), seconds(25)),
                        tuple("Check", true, Optional.empty(), seconds(3)),
                        tuple("Test", false, seconds(60), Optional.empty()));
        assertThat(compared.redJob().runner()).isEqualTo("oak");
    }

    private Optional<RedGreen> compare(Run run, String job) {
        return database.transaction(tx -> RedGreens.of(tx, run.id(), job));
    }

    private Run run(String commit, String... jobs) {
        return database.transaction(tx -> {
            Run run = new SampleRun().at(commit).titled("Commit").insert(tx, shop);
            SampleData.add(tx, run, jobs);
            return run;
        });
    }

    private Run end(Run run, Conclusion conclusion) {
        database.runInTransaction(tx -> SampleData.finish(tx, run, conclusion));
        return run;
    }

    private void define(Run run, String own) {
        JobId job = database.statement(tx -> SampleData.jobOf(tx, run, "build"));
        test.rows()
                .execute(
                        "update job_definitions set own = '%s' where job_id = %d"
                                .formatted(own, job.value()));
    }

    private ClaimedJob claim(Run run) {
        database.runInTransaction(tx -> Queue.enqueue(tx, SampleData.jobsOf(tx, run)));
        return database.transaction(tx -> SampleData.claim(tx, runner, instance));
    }

    /// @param values number, name, conclusion and seconds of each
    private void steps(ClaimedJob claimed, String values) {
        test.rows()
                .execute(
                        """
                        insert into steps (claim_id, job_id, number, name, state, conclusion, started_at, finished_at)
                        select %d, %d, number, name, 'finished', conclusion::conclusion, now() - seconds * interval '1 second', now()
                        from (values %s) s(number, name, conclusion, seconds)
                        """
                                .formatted(claimed.claim().value(), claimed.job().value(), values));
    }

    private static Optional<Duration> seconds(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
