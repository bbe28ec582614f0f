package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import dev.minijenkin.engine.recovery.StrandedRuns;
import dev.minijenkin.engine.start.CalledFiles;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Whatever says how a run goes on throws, here because nobody can read the definition of a job:
/// the run ends with the reason, and nobody waits for it.
class BrokenProgressTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    private RunId push(String jobs) {
        return bench.push(file("on: push\njobs: {" + jobs.replace("REST", REST) + "}"));
    }

    private void breakDefinition(RunId run, String key) {
        bench.execute(
                "update job_definitions set own = '{\"steps\": 7}' where job_id = "
                        + bench.job(run, key).id().value());
    }

    private void assertBroken(RunId run) {
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.cause(run)).isEqualTo(Cause.RUNNER_ERROR);
        assertThat(bench.jobs(run)).allMatch(job -> job.state() == JobState.FINISHED);
        assertThat(bench.annotations(run))
                .extracting(Annotation::message)
                .singleElement()
                .asString()
                .startsWith("The run cannot go on: ");
        assertThat(
                        bench.text(
                                "select count(*) from concurrency_groups where run_id = "
                                        + run.value()))
                .isEqualTo("0");
        assertThat(StrandedRuns.repair(bench.database())).isZero();
        assertThat(OverdueHandovers.take(bench.database())).isZero();
    }

    @Test
    void theResultOfTheJobBeforeIsKept() {
        RunId run = push("a: {REST}, b: {needs: a, REST}");
        ClaimedJob job = bench.begin().getFirst();
        breakDefinition(run, "b");

        assertThat(bench.finish(job, success())).isTrue();

        assertBroken(run);
        assertThat(bench.states(run)).containsEntry("a", "SUCCESS").containsEntry("b", "FAILURE");
    }

    @Test
    void whatARunnerCarriesOutIsAskedToEndFirst() {
        RunId run = push("a: {REST}, b: {needs: a, REST}, c: {REST}");
        var jobs = bench.begin();
        breakDefinition(run, "b");

        bench.finish(jobs.getFirst(), success());

        assertThat(bench.run(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(bench.job(run, "c").status().cancelRequested()).isTrue();
        assertThat(bench.finish(jobs.getLast(), success())).isTrue();
        assertBroken(run);
        assertThat(bench.states(run)).containsEntry("c", "SUCCESS");
    }

    @Test
    void theNextInItsGroupHasItsTurn() {
        RunId first = push("a: {concurrency: {group: g, queue: max}, REST}");
        RunId broken = push("a: {concurrency: {group: g, queue: max}, REST}");
        RunId next = push("a: {concurrency: {group: g, queue: max}, REST}");
        breakDefinition(broken, "a");

        bench.work(success());

        assertThat(bench.run(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertBroken(broken);
        bench.work(success());
        assertThat(bench.run(next).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void theNextAtItsEnvironmentHasItsTurn() {
        RunId first = push("a: {environment: e, REST}");
        RunId broken = push("a: {environment: e, REST}");
        RunId next = push("a: {environment: e, REST}");
        breakDefinition(broken, "a");

        bench.work(success());

        assertThat(bench.run(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertBroken(broken);
        bench.work(success());
        assertThat(bench.run(next).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void callsEndWithIt() {
        String called = "on: workflow_call\njobs: {c: {%s}}".formatted(REST);
        RunId run =
                bench.start(
                        bench.push("refs/heads/main"),
                        file(
                                "on: push\njobs: {a: {%s}, b: {needs: a, uses: ./.mini-jenkin/workflows/b.yml}}"
                                        .formatted(REST)),
                        _ -> new CalledFiles.Answer.Found(called.getBytes(UTF_8)));
        ClaimedJob job = bench.begin().getFirst();
        breakDefinition(run, "b");

        bench.finish(job, success());

        assertBroken(run);
    }

    @Test
    void itCanBeCancelled() {
        RunId run = push("a: {REST}, b: {needs: a, if: always(), REST}");
        breakDefinition(run, "a");
        breakDefinition(run, "b");

        bench.command("cancel", run);

        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void oneThatIsStrandedAndCannotGoOnEndsToo() {
        push("a: {concurrency: {group: g, queue: max}, REST}");
        RunId run = push("a: {concurrency: {group: g, queue: max}, environment: e, REST}");
        breakDefinition(run, "a");
        bench.execute("delete from concurrency_groups where run_id = " + run.value());

        assertThat(StrandedRuns.repair(bench.database())).isEqualTo(1);

        assertBroken(run);
    }

    /// That passes: nothing ends of it.
    @Test
    void whatTheDatabaseSaysEndsNoRun() {
        RunId run = push("a: {REST}, b: {needs: a, REST}");
        ClaimedJob job = bench.begin().getFirst();
        bench.execute(
                """
                create function full_disk() returns trigger language plpgsql as $$
                begin
                    raise exception using errcode = '53100', message = 'the disk is full';
                end
                $$;
                create trigger full_disk before insert on queue for each row execute function full_disk()
                """);
        assertThatThrownBy(() -> bench.finish(job, success()))
                .isInstanceOf(DatabaseUnavailableException.class);
        bench.execute("drop trigger full_disk on queue");

        assertThat(bench.finish(job, success())).isTrue();

        bench.work(success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }
}
