package dev.minijenkin.engine.command;

import static dev.minijenkin.engine.advance.EngineBench.failure;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.run.Definitions;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RerunTest {
    private static final String FILE =
            """
            on: push
            permissions: read-all
            jobs:
              a: {runs-on: linux, steps: [{run: x}]}
              b: {needs: a, runs-on: linux, steps: [{run: x}]}
              c: {needs: b, runs-on: linux, steps: [{run: x}]}
            """;

    @AutoClose private final EngineBench bench = new EngineBench();
    private final SentCommands wishes = new SentCommands(bench);
    private final RunId run = bench.push(file(FILE));

    @Test
    void everyJobRunsAgainInAnotherAttempt() {
        finishAll();
        assertThat(rerun(CommandKind.RERUN)).isEqualTo("Attempt 2: 3 jobs again");

        assertThat(bench.run(run).attempt()).isEqualTo(2);
        assertThat(bench.run(run).conclusion()).isNull();
        assertThat(bench.states(run))
                .isEqualTo(Map.of("a", "QUEUED", "b", "BLOCKED", "c", "BLOCKED"));
        assertThat(bench.annotations(run)).as("of the file").hasSize(1);
        JobDefinition definition = Definitions.of(bench.begin().getFirst());
        assertThat(definition.contexts().get("github"))
                .isInstanceOfSatisfying(
                        ObjectValue.class,
                        github -> {
                            assertThat(github.get("run_attempt")).contains(Value.of("2"));
                            assertThat(github.get("actor")).contains(Value.of("ana"));
                            assertThat(github.get("triggering_actor"))
                                    .contains(Value.of("postgres"));
                        });
    }

    @Test
    void whatFailedRunsAgainWithWhatNeedsItAndTheRestKeepsItsResult() {
        bench.work(success("{\"v\": \"1\"}"));
        bench.work(failure());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);

        assertThat(rerun(CommandKind.RERUN_FAILED))
                .isEqualTo("Attempt 2: 2 jobs again, the results of 1 job kept");

        assertThat(bench.states(run))
                .isEqualTo(Map.of("a", "SUCCESS", "b", "QUEUED", "c", "BLOCKED"));
        assertThat(bench.jobs(run)).extracting(Job::key).containsExactly("a", "b", "c");
        ClaimedJob again = bench.begin().getFirst();
        assertThat(Definitions.of(again).contexts().get("needs"))
                .isEqualTo(
                        Json.parse(
                                "{\"a\": {\"result\": \"success\", \"outputs\": {\"v\": \"1\"}}}"));
        bench.finish(again, success());
        bench.work(success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(
                        bench.text(
                                "select count(*) from jobs where attempt = 2 and reused_job_id ="
                                        + " (select id from jobs where attempt = 1 and key = 'a')"))
                .isEqualTo("1");
    }

    @Test
    void aJobOfAnEarlierAttemptMeansItsSuccessor() {
        Job early = bench.job(run, "b");
        finishAll();
        rerun(CommandKind.RERUN);
        finishAll();
        wishes.ofJob(CommandKind.RERUN_JOB, early.id());
        execute();

        assertThat(bench.run(run).attempt()).isEqualTo(3);
        assertThat(bench.states(run))
                .isEqualTo(Map.of("a", "SUCCESS", "b", "QUEUED", "c", "BLOCKED"));
    }

    @Test
    void aKeptResultOfAKeptResultPointsToTheJobThatRan() {
        finishAll();
        Job last = bench.job(run, "c");
        for (int i = 0; i < 2; i++) {
            wishes.ofJob(CommandKind.RERUN_JOB, last.id());
            execute();
            bench.work(success());
        }

        assertThat(
                        bench.text(
                                "select string_agg(distinct o.attempt::text, ',') from jobs j"
                                        + " join jobs o on o.id = j.reused_job_id"))
                .isEqualTo("1");
    }

    @Test
    void aRunThatGoesOnAndOneWithoutFailuresAreRefused() {
        CommandId early = wishes.ofRun(CommandKind.RERUN, run);
        execute();
        finishAll();
        CommandId green = wishes.ofRun(CommandKind.RERUN_FAILED, run);
        execute();

        assertThat(wishes.result(early).state()).isEqualTo(CommandState.REFUSED);
        assertThat(wishes.result(green).outcome()).isEqualTo("No job of this attempt failed");
        assertThat(bench.run(run).attempt()).isEqualTo(1);
    }

    @Test
    void aCancelledRunForgetsItInItsNextAttempt() {
        wishes.ofRun(CommandKind.CANCEL, run);
        execute();
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(rerun(CommandKind.RERUN_FAILED)).isEqualTo("Attempt 2: 3 jobs again");
        finishAll();

        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    private void finishAll() {
        for (int i = 0; i < 3; i++) {
            bench.work(success());
        }
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    private String rerun(CommandKind kind) {
        CommandId command = wishes.ofRun(kind, run);
        execute();
        return wishes.result(command).outcome();
    }

    private void execute() {
        assertThat(new CommandExecutor("test").executeWaiting(bench.runners())).isEqualTo(1);
    }
}
