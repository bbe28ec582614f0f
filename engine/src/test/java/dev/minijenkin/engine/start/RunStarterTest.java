package dev.minijenkin.engine.start;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.run.Definitions;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunStarterTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void aPushMakesARunWithItsJobs() {
        RunId id =
                bench.push(
                        file(
                                """
                                name: CI
                                run-name: Build ${{ github.run_number }} of ${{ github.event.head_commit.message }}
                                on: push
                                jobs:
                                  build: {runs-on: [Linux, x64], steps: [{run: make}]}
                                  test: {needs: build, runs-on: linux, timeout-minutes: 7, steps: [{run: make test}]}
                                """));

        Run run = bench.run(id);
        assertThat(run.state()).isEqualTo(RunState.QUEUED);
        assertThat(run.number()).isEqualTo(1);
        assertThat(bench.states(id)).isEqualTo(Map.of("build", "QUEUED", "test", "BLOCKED"));
        assertThat(bench.job(id, "test").needs()).containsExactly("build");
        assertThat(titleOf(id)).isEqualTo("Build 1 of Mend it");
        ClaimedJob claimed = bench.begin().getFirst();
        assertThat(claimed.title().pipeline()).isEqualTo("CI");
        JobDefinition definition = Definitions.of(claimed);
        assertThat(github(definition, "run_number").asText()).isEqualTo("1");
        assertThat(github(definition, "run_id").asText()).isEqualTo("" + id.value());
        assertThat(github(definition, "repository_owner").asText()).isEqualTo("team");
        assertThat(github(definition, "ref_name").asText()).isEqualTo("main");
        assertThat(github(definition, "job").asText()).isEqualTo("build");
        assertThat(github(definition, "event").isTruthy())
                .as("the payload is kept once a run, not in each job")
                .isFalse();
        assertThat(bench.run(id).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void aBrokenFileMakesARunThatFailedWithThePlaceOfTheError() {
        RunId id = bench.push(file("on: push\njobs:\n  build:\n    runs-on: [linux\n"));

        assertFailed(id);
        assertThat(bench.annotations(id))
                .singleElement()
                .satisfies(a -> {
                    assertThat(a.level()).isEqualTo(AnnotationLevel.FAILURE);
                    assertThat(a.path()).isEqualTo(EngineBench.PATH);
                    assertThat(a.line()).isGreaterThanOrEqualTo(4);
                    assertThat(a.column()).isPositive();
                });
        assertThat(bench.jobs(id)).isEmpty();
    }

    @Test
    void aProblemOfPlanningFailsTheRunAtItsPlace() {
        RunId id =
                bench.push(
                        file(
                                "on: push\njobs:\n  a:\n    runs-on: ${{ vars.POOL }}\n    steps: [{run: x}]\n"));

        assertFailed(id);
        assertThat(bench.annotations(id))
                .extracting(Annotation::line, Annotation::column, Annotation::level)
                .containsExactly(tuple(4, 14, AnnotationLevel.FAILURE));
        assertThat(bench.jobs(id)).isEmpty();
        assertThat(bench.claim()).isEmpty();
    }

    @Test
    void whatIsNotCarriedOutIsSaidWithItsPlaceWhileTheFileRuns() {
        RunId id =
                bench.push(
                        file(
                                "on: push\npermissions: read-all\njobs:\n  a: {runs-on: linux, steps: [{run: x}]}\n"));

        assertThat(bench.annotations(id))
                .extracting(Annotation::line, Annotation::column, Annotation::level)
                .containsExactly(tuple(2, 1, AnnotationLevel.WARNING));
        assertThat(bench.states(id)).isEqualTo(Map.of("a", "QUEUED"));
    }

    @Test
    void anUnknownKeyIsReported() {
        RunId id =
                bench.push(
                        file(
                                "on: push\njobs:\n  a: {runs-on: linux, stepz: 1, steps: [{run: x}]}\n"));

        assertFailed(id);
        assertThat(bench.annotations(id).getFirst())
                .satisfies(a -> {
                    assertThat(a.message()).contains("stepz");
                    assertThat(a.line()).isEqualTo(3);
                    assertThat(a.column()).isEqualTo(23);
                });
    }

    @Test
    void bytesThatAreNoTextAreReportedAtTheirPlace() {
        byte[] bytes = "on: push\nname: ä?\n".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 2] = (byte) 0xff;
        RunId id = bench.push(new WorkflowSource(EngineBench.PATH, bytes));

        assertFailed(id);
        assertThat(bench.annotations(id))
                .extracting(Annotation::line, Annotation::column)
                .containsExactly(tuple(2, 8));
    }

    @Test
    void aBrokenFileKeepsTheNameOfItsPipeline() {
        bench.push(file("name: CI\non: push\njobs: {a: {runs-on: linux, steps: [{run: x}]}}"));
        RunId broken = bench.push(file("name: CI\non: push\njobs: {}"));

        assertThat(bench.run(broken).number()).isEqualTo(2);
        assertThat(bench.claim()).extracting(job -> job.title().pipeline()).containsExactly("CI");
    }

    @Test
    void onlyFilesWhoseTriggersMatchStart() {
        List<StartableRun> runs =
                RunStarter.plan(
                        bench.push("refs/heads/feature"),
                        List.of(
                                named("main.yml", "on: {push: {branches: main}}"),
                                named("all.yml", "on: push"),
                                named("hand.yml", "on: workflow_dispatch")),
                        CalledFiles.NONE);

        assertThat(runs).extracting(StartableRun::path).containsExactly("all.yml");
    }

    @Test
    void whatTheForgeSaysOfPeopleAndTheRepositoryIsInTheContext() {
        bench.start(
                bench.event(
                        "push",
                        "refs/heads/main",
                        """
                        {"sender": {"id": 41}, "repository": {"private": true, "owner": {"id": 42}}}
                        """,
                        "{}"),
                file("on: push\njobs: {a: {runs-on: linux, steps: [{run: make}]}}"));
        JobDefinition told = Definitions.of(bench.begin().getFirst());
        bench.push(file("on: push\njobs: {a: {runs-on: linux, steps: [{run: make}]}}"));
        JobDefinition untold = Definitions.of(bench.begin().getFirst());

        assertThat(List.of("actor_id", "repository_owner_id", "repository_visibility"))
                .extracting(name -> github(told, name))
                .containsExactly(Value.of("41"), Value.of("42"), Value.of("private"));
        assertThat(github(untold, "actor_id")).isEqualTo(Value.of(""));
    }

    @Test
    void changedPathsAreAskedForOnceAndOnlyWhereAFileFiltersThem() {
        AtomicInteger asked = new AtomicInteger();
        TriggerEvent push = bench.push("refs/heads/main");
        TriggerEvent event =
                new TriggerEvent(
                        push.repository(),
                        push.delivery(),
                        push.event()
                                .at(
                                        push.ref(),
                                        push.commit().message(),
                                        () -> {
                                            asked.incrementAndGet();
                                            return Optional.of(List.of("docs/a.md"));
                                        }),
                        push.commit(),
                        push.actor(),
                        push.payload(),
                        push.inputs(),
                        push.serverUrl());

        assertThat(RunStarter.plan(event, List.of(named("a.yml", "on: push")), CalledFiles.NONE))
                .hasSize(1);
        assertThat(asked).hasValue(0);
        assertThat(
                        RunStarter.plan(
                                event,
                                List.of(
                                        named("docs.yml", "on: {push: {paths: 'docs/**'}}"),
                                        named("code.yml", "on: {push: {paths: 'src/**'}}")),
                                CalledFiles.NONE))
                .extracting(StartableRun::path)
                .containsExactly("docs.yml");
        assertThat(asked).hasValue(1);
    }

    @Test
    void theInputsOfATriggerReachTheJobs() {
        String text =
                """
                on: {workflow_dispatch: {inputs: {level: {required: true}, fast: {type: boolean}}}}
                run-name: At ${{ inputs.level }}
                jobs: {a: {runs-on: linux, steps: [{run: x}]}}
                """;
        RunId id = bench.start(bench.dispatch("{\"level\": 3, \"fast\": \"true\"}"), file(text));
        assertThat(titleOf(id)).isEqualTo("At 3");
        JobDefinition definition = Definitions.of(bench.begin().getFirst());
        assertThat(definition.contexts().get("inputs"))
                .isEqualTo(
                        ObjectValue.ignoringCase(
                                Map.of("level", Value.of("3"), "fast", Value.of(true))));

        RunId refused = bench.start(bench.dispatch("{}"), file(text));
        assertFailed(refused);
        assertThat(bench.annotations(refused).getFirst().message())
                .isEqualTo("The input 'level' is required");
    }

    @Test
    void theEventOfATriggerTellsOfInputsThatNobodyGaveWhatTheirDefaultsAre() {
        String text =
                """
                on:
                  workflow_dispatch:
                    inputs:
                      level: {default: 3}
                      fast: {type: boolean, default: true}
                      given: {default: other}
                      none: {}
                run-name: ${{ join(github.event.inputs.*, ',') }}${{ github.event.inputs.none }}
                jobs: {a: {runs-on: linux, steps: [{run: x}]}}
                """;
        RunId id = bench.start(bench.dispatch("{\"given\": \"x\"}"), file(text));
        assertThat(titleOf(id)).isEqualTo("3,true,x");
    }

    @Test
    void variablesOfTheRepositoryGoBeforeThoseOfAll() {
        bench.execute(
                "insert into variables (repository_id, name, value) values (null, 'POOL', 'nowhere'),"
                        + " (%d, 'pool', 'linux'), (null, 'OTHER', 'x')"
                                .formatted(bench.repository().id().value()));
        RunId id =
                bench.push(
                        file(
                                "on: push\njobs: {a: {runs-on: '${{ vars.POOL }}', steps: [{run: x}]}}"));

        assertThat(bench.claim()).extracting(ClaimedJob::run).containsExactly(id);
    }

    @Test
    void aDeliveryStartsAPipelineOnce() {
        TriggerEvent event = bench.push("refs/heads/main");
        StartableRun run =
                RunStarter.plan(event, List.of(named("a.yml", "on: push")), CalledFiles.NONE)
                        .getFirst();

        assertThat(insert(run)).isPresent();
        assertThat(insert(run)).isEmpty();
    }

    @Test
    void aPipelineThatIsSwitchedOffStartsNothing() {
        WorkflowSource source = named("a.yml", "on: push");
        bench.push(source);
        bench.execute("update pipelines set enabled = false");
        StartableRun run =
                RunStarter.plan(bench.push("refs/heads/main"), List.of(source), CalledFiles.NONE)
                        .getFirst();

        assertThat(insert(run)).isEmpty();
    }

    private Optional<StartedRun> insert(StartableRun run) {
        return bench.in(tx -> RunInsertion.insert(tx, List.of(run))).getFirst();
    }

    private void assertFailed(RunId id) {
        Run run = bench.run(id);
        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThat(run.conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(causeOf(id)).isEqualTo(Cause.WORKFLOW_INVALID);
    }

    private Cause causeOf(RunId id) {
        return Cause.valueOf(
                bench.text("select upper(cause) from pipeline_runs where id = " + id.value()));
    }

    private String titleOf(RunId id) {
        return bench.text("select title from pipeline_runs where id = " + id.value());
    }

    private static Value github(JobDefinition definition, String name) {
        return definition.contexts().get("github") instanceof ObjectValue github
                ? github.get(name).orElse(Value.of(""))
                : Value.of("");
    }

    private static WorkflowSource named(String path, String on) {
        return new WorkflowSource(
                path,
                (on + "\njobs: {a: {runs-on: linux, steps: [{run: x}]}}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
