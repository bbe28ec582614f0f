package dev.minijenkin.db.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.stats.RollUps;
import dev.minijenkin.testing.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TraceRowsTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Duration LEASE = Duration.ofMinutes(1);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final Rows rows = test.rows();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void whatEndsIsSentOnlyWhereSomebodyWantsIt() {
        end(run("build"));
        rollUp();
        assertThat(take()).isEmpty();

        want();
        Run run = run("build");
        end(run);
        rollUp();

        assertThat(take()).extracting(EndedRun::run).containsExactly(run.id());
    }

    @Test
    void oneThatIsTakenIsDueAgainUntilItIsDone() {
        want();
        Run run = run("build");
        end(run);
        rollUp();

        assertThat(take()).hasSize(1);
        assertThat(take()).as("somebody sends it").isEmpty();
        rows.execute("update unexported_runs set due_at = now() - interval '1 second'");
        assertThat(take()).as("whoever took it died").hasSize(1);

        database.run(tx -> TraceRows.done(tx, run.id(), run.attempt()));
        assertThat(rows.count("unexported_runs")).isZero();
    }

    @Test
    void whatNobodyTookForADayIsForgotten() {
        want();
        end(run("build"));
        rollUp();
        rows.execute("update unexported_runs set finished_at = now() - interval '25 hours'");

        assertThat(take()).isEmpty();
        assertThat(rows.count("unexported_runs")).isZero();
    }

    @Test
    void aRunKeepsTheTraceThatItCameWithElseItHasOneOfItsOwn() {
        want();
        DeliveryId delivery = database.transaction(tx -> SampleData.delivery(tx, shop));
        rows.execute("update hook_deliveries set traceparent = '%s'".formatted(PARENT));
        Run told = run(new SampleRun().askedForBy(delivery), "build");
        Run own = run("build");
        end(told);
        end(own);
        rollUp();

        Map<RunId, String> traces =
                take().stream().collect(Collectors.toMap(EndedRun::run, EndedRun::trace));
        assertThat(traces).containsOnlyKeys(told.id(), own.id()).containsEntry(told.id(), PARENT);
        assertThat(traces.get(own.id())).matches("[0-9a-f]{32}");
    }

    @Test
    void aRunIsTakenWithWhatPeopleKnowItBy() {
        want();
        Run run = run("build");
        end(run);
        rollUp();

        assertThat(take())
                .singleElement()
                .satisfies(taken -> {
                    assertThat(taken.attempt()).isEqualTo(1);
                    assertThat(taken.conclusion()).isEqualTo(Conclusion.FAILURE);
                    assertThat(taken.startedAt()).isBeforeOrEqualTo(taken.finishedAt());
                    assertThat(taken.title())
                            .isEqualTo(
                                    new EndedRun.Title(
                                            "shop",
                                            "ci",
                                            1,
                                            "push",
                                            "refs/heads/main",
                                            SampleData.COMMIT));
                });
    }

    @Test
    void ofItsJobsThoseAreToldThatARunnerHadBegun() {
        Run run = run("build", "never");
        UUID instance = UUID.randomUUID();
        RunnerId runner = database.transaction(tx -> SampleData.runner(tx, "oak", instance));
        database.runInTransaction(
                tx -> Queue.enqueue(tx, List.of(SampleData.jobOf(tx, run, "build"))));
        ClaimedJob claimed = database.transaction(tx -> SampleData.claim(tx, runner, instance));
        rows.execute(
                """
                insert into steps (claim_id, job_id, number, name, state, started_at, finished_at, conclusion, exit_code)
                values (%1$d, %2$d, 1, 'Compile', 'finished', now(), now(), 'success', 0),
                    (%1$d, %2$d, 2, 'Test', 'running', now(), null, null, null),
                    (%1$d, %2$d, 3, 'Pack', 'pending', null, null, null, null)
                """
                        .formatted(claimed.claim().value(), claimed.job().value()));
        end(run);

        assertThat(jobs(run, 1))
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.job()).isEqualTo(claimed.job());
                    assertThat(job.claim()).isEqualTo(claimed.claim());
                    assertThat(job.name()).isEqualTo("build");
                    assertThat(job.runner()).isEqualTo("oak");
                    assertThat(job.conclusion()).isEqualTo(Conclusion.FAILURE);
                    assertThat(job.cause()).isEqualTo(Cause.EXIT_CODE);
                    assertThat(job.steps())
                            .extracting(EndedJob.EndedStep::name)
                            .containsExactly("Compile", "Test");
                    assertThat(job.steps().getFirst().exitCode()).isZero();
                    assertThat(job.steps().getLast().finishedAt())
                            .as("its runner was lost in it")
                            .isNull();
                });
        assertThat(jobs(run, 2)).isEmpty();
    }

    private Run run(String... jobs) {
        return run(new SampleRun(), jobs);
    }

    private Run run(SampleRun sample, String... jobs) {
        return database.transaction(tx -> {
            Run run = sample.insert(tx, shop);
            SampleData.add(tx, run, jobs);
            return run;
        });
    }

    private void end(Run run) {
        database.runInTransaction(tx -> SampleData.finish(tx, run, Conclusion.FAILURE));
    }

    private void want() {
        database.run(TraceRows::want);
    }

    private void rollUp() {
        database.run(RollUps::add);
    }

    private List<EndedJob> jobs(Run run, int attempt) {
        return database.statement(tx -> TraceRows.jobs(tx, run.id(), attempt));
    }

    private List<EndedRun> take() {
        return database.statement(tx -> TraceRows.take(tx, 10, LEASE));
    }
}
