package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.failure;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.JobViews;
import dev.minijenkin.engine.run.Definitions;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.PassedSecrets;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CalledWorkflowTest {
    private static final String BUILD =
            """
            on:
              workflow_call:
                inputs:
                  target: {type: string, required: true}
                  count: {type: number}
                  fast: {type: boolean, default: true}
                  where: {type: string, default: '${{ github.ref_name }}'}
                outputs:
                  image: {value: '${{ jobs.pack.outputs.image }} by ${{ inputs.target }} ${{ jobs.make.result }}'}
            env: {A: called}
            jobs:
              make:
                name: Make ${{ inputs.target }}
                runs-on: linux
                timeout-minutes: ${{ inputs.count || 9 }}
                steps: [{run: x}]
              pack:
                needs: make
                runs-on: linux
                steps: [{run: x}]
            """;

    @AutoClose private final EngineBench bench = new EngineBench();
    private final Map<String, String> files = new LinkedHashMap<>();

    private RunId push(String jobs) {
        return bench.start(
                bench.push("refs/heads/main"),
                file("on: push\nenv: {A: caller}\njobs:\n" + jobs.indent(2)),
                target -> {
                    String text = files.get(target.toString());
                    return text == null
                            ? new CalledFiles.Answer.Missing("There is no " + target)
                            : new CalledFiles.Answer.Found(text.getBytes(StandardCharsets.UTF_8));
                });
    }

    private static JobDefinition definition(ClaimedJob job) {
        return Definitions.of(job);
    }

    private static Value at(ClaimedJob job, String context, String name) {
        return definition(job)
                .contexts()
                .getOrDefault(context, ObjectValue.EMPTY)
                .at(Value.of(name));
    }

    private static ClaimedJob job(List<ClaimedJob> claimed, String key) {
        return claimed.stream().filter(job -> job.key().equals(key)).findFirst().orElseThrow();
    }

    private List<String> problems(RunId run) {
        return bench.annotations(run).stream()
                .map(a -> "%s:%d:%d: %s".formatted(a.path(), a.line(), a.column(), a.message()))
                .toList();
    }

    @Test
    void noFileOnTheWayAsksForMoreThanTheJobThatCallsIt() {
        String jobs = "jobs: {deep: {runs-on: linux, steps: [{run: x}]}}\n";
        files.put("./b.yml", "on: workflow_call\npermissions: {contents: write}\n" + jobs);
        files.put("./a.yml", "on: workflow_call\njobs:\n  a: {uses: ./b.yml}\n");

        RunId refused = push("go: {uses: ./a.yml, permissions: {contents: read}}");
        assertThat(problems(refused))
                .contains(
                        "a.yml:3:3: Error calling workflow './b.yml'. The workflow is requesting 'contents: write', but is only allowed 'contents: read'.");
        assertThat(bench.run(refused).conclusion()).isEqualTo(Conclusion.FAILURE);

        assertThat(problems(push("go: {uses: ./a.yml, permissions: {contents: write}}")))
                .noneMatch(problem -> problem.contains("requesting"));
        assertThat(problems(push("go: {uses: ./a.yml}")))
                .as("where nobody says anything, nothing is bounded")
                .noneMatch(problem -> problem.contains("requesting"));
    }

    @Test
    void theJobsOfTheCalledFileTakeThePlaceOfTheCall() {
        files.put("./ci/build.yml", BUILD);
        RunId run =
                push(
                        """
                        first: {runs-on: linux, steps: [{run: x}]}
                        build:
                          name: Build it
                          needs: first
                          uses: ./ci/build.yml
                          with: {target: 'web ${{ needs.first.outputs.v }}', count: 7}
                        last: {needs: build, runs-on: linux, steps: [{run: x}]}
                        """);
        assertThat(bench.states(run))
                .isEqualTo(Map.of("first", "QUEUED", "build", "BLOCKED", "last", "BLOCKED"));

        bench.work(success("{\"v\": \"1\"}"));

        assertThat(bench.jobs(run))
                .extracting(Job::name)
                .containsExactly(
                        "first", "Build it", "Build it / Make web 1", "Build it / pack", "last");
        assertThat(bench.states(run))
                .isEqualTo(
                        Map.of(
                                "first", "SUCCESS",
                                "build", "RUNNING",
                                "build/make", "QUEUED",
                                "build/pack", "BLOCKED",
                                "last", "BLOCKED"));
        List<JobView> shown = bench.in(tx -> JobViews.ofRun(tx, run, 1));
        assertThat(shown)
                .extracting(JobView::name)
                .as("for people its jobs stand for the call")
                .containsExactly("first", "Build it / Make web 1", "Build it / pack", "last");
        ClaimedJob make = bench.begin().getFirst();
        JobDefinition definition = definition(make);
        assertThat(definition.env()).isEqualTo(Map.of("A", "called"));
        assertThat(definition.timeoutMinutes()).isEqualTo(7);
        assertThat(definition.name()).isEqualTo("Build it / Make web 1");
        assertThat(definition.contexts().get("inputs"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"target": "web 1", "count": 7, "fast": true, "where": "main"}
                                """));
        assertThat(at(make, "github", "job")).isEqualTo(Value.of("make"));
        bench.finish(make, success());
        ClaimedJob pack = bench.begin().getFirst();
        assertThat(definition(pack).contexts().get("needs"))
                .isEqualTo(Json.parse("{\"make\": {\"result\": \"success\", \"outputs\": {}}}"));
        bench.finish(pack, success("{\"image\": \"i7\"}"));

        assertThat(bench.states(run)).containsEntry("build", "SUCCESS");
        ClaimedJob last = bench.begin().getFirst();
        assertThat(definition(last).contexts().get("needs"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"build": {"result": "success", "outputs": {"image": "i7 by web 1 success"}}}
                                """));
        bench.finish(last, success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aFailureInsideFailsTheCallAndSkipsWhatNeedsIt() {
        files.put("./ci/build.yml", BUILD);
        RunId run =
                push(
                        """
                        build: {uses: ./ci/build.yml, with: {target: a}}
                        last: {needs: build, runs-on: linux, steps: [{run: x}]}
                        tidy: {needs: build, if: failure(), runs-on: linux, steps: [{run: x}]}
                        """);
        bench.work(failure());
        assertThat(bench.states(run))
                .isEqualTo(
                        Map.of(
                                "build", "FAILURE",
                                "build/make", "FAILURE",
                                "build/pack", "SKIPPED",
                                "last", "SKIPPED",
                                "tidy", "QUEUED"));
        assertThat(bench.job(run, "build").cause()).isEqualTo(Cause.EXIT_CODE);
        bench.work(success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void aCallIsSkippedAsAnyOtherJob() {
        files.put("./ci/build.yml", BUILD);
        RunId run =
                push(
                        """
                        build: {if: github.ref_name == 'x', uses: ./ci/build.yml, with: {target: a}}
                        last: {needs: build, if: needs.build.result == 'skipped' && always(), runs-on: linux, steps: [{run: x}]}
                        """);
        assertThat(bench.states(run)).isEqualTo(Map.of("build", "SKIPPED", "last", "QUEUED"));
    }

    @Test
    void eachLegOfAMatrixCalls() {
        files.put("./ci/build.yml", BUILD);
        RunId run =
                push(
                        """
                        build:
                          strategy: {matrix: {os: [a, b c]}, max-parallel: 1}
                          uses: ./ci/build.yml
                          with: {target: '${{ matrix.os }}', fast: '${{ matrix.os == ''a'' }}'}
                        last: {needs: build, runs-on: linux, steps: [{run: x}]}
                        """);
        assertThat(bench.jobs(run))
                .extracting(Job::name)
                .containsExactly(
                        "build (a)",
                        "build (a) / Make a",
                        "build (a) / pack",
                        "build (b c)",
                        "last");
        assertThat(bench.work(success())).containsExactly("build.a/make");
        assertThat(bench.work(success("{\"image\": \"1\"}"))).containsExactly("build.a/pack");
        assertThat(bench.states(run))
                .containsEntry("build.a", "SUCCESS")
                .containsEntry("build.b_c", "RUNNING")
                .containsEntry("build.b_c/make", "QUEUED");
        List<ClaimedJob> make = bench.begin();
        assertThat(at(make.getFirst(), "inputs", "fast")).isEqualTo(Value.of(false));
        bench.finish(make.getFirst(), success());
        bench.work(success("{\"image\": \"2\"}"));
        assertThat(definition(bench.begin().getFirst()).contexts().get("needs"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"build": {"result": "success", "outputs": {"image": "2 by b c success"}}}
                                """));
    }

    @Test
    void aLegWhoseCallFailsStopsTheJobsOfTheOthers() {
        files.put("./ci/build.yml", BUILD);
        RunId run =
                push(
                        """
                        build:
                          strategy: {matrix: {os: [a, b]}}
                          uses: ./ci/build.yml
                          with: {target: '${{ matrix.os }}'}
                        """);
        List<ClaimedJob> claimed = bench.begin();
        bench.finish(job(claimed, "build.a/make"), failure());
        assertThat(bench.states(run))
                .containsEntry("build.a", "FAILURE")
                .containsEntry("build.b", "RUNNING")
                .containsEntry("build.b/make", "RUNNING")
                .containsEntry("build.b/pack", "CANCELLED");
        assertThat(bench.beat().cancelled()).containsExactly(job(claimed, "build.b/make").claim());
        bench.finish(job(claimed, "build.b/make"), EngineBench.cancelled());
        assertThat(bench.states(run)).containsEntry("build.b", "CANCELLED");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void callsMayCallAndTheirJobsMayBePlannedLate() {
        files.put(
                "./outer.yml",
                """
                on:
                  workflow_call:
                    outputs: {all: {value: '${{ jobs.inner.outputs.sum }}'}}
                jobs:
                  list: {runs-on: linux, steps: [{run: x}]}
                  inner:
                    needs: list
                    strategy: {matrix: {v: '${{ fromJSON(needs.list.outputs.v) }}'}}
                    uses: acme/tools/ci/inner.yml@v1
                    with: {v: '${{ matrix.v }}'}
                """);
        files.put(
                "acme/tools/ci/inner.yml@v1",
                """
                on:
                  workflow_call:
                    inputs: {v: {type: number, required: true}}
                    outputs: {sum: {value: '${{ inputs.v }}'}}
                jobs:
                  deep: {uses: ./ci/deepest.yml}
                """);
        files.put(
                "acme/tools/ci/deepest.yml@v1",
                "on: workflow_call\njobs: {z: {runs-on: linux, steps: [{run: x}]}}");
        RunId run =
                push(
                        """
                        one: {uses: $/outer.yml}
                        last: {needs: one, runs-on: linux, steps: [{run: x}]}
                        """);
        assertThat(bench.work(success("{\"v\": \"[5, 6]\"}"))).containsExactly("one/list");
        assertThat(bench.jobs(run))
                .extracting(Job::name)
                .containsExactly(
                        "one",
                        "one / list",
                        "one / inner (5)",
                        "one / inner (5) / deep",
                        "one / inner (5) / deep / z",
                        "one / inner (6)",
                        "one / inner (6) / deep",
                        "one / inner (6) / deep / z",
                        "last");
        assertThat(bench.work(success()))
                .containsExactly("one/inner._5/deep/z", "one/inner._6/deep/z");
        assertThat(definition(bench.begin().getFirst()).contexts().get("needs"))
                .isEqualTo(
                        Json.parse(
                                "{\"one\": {\"result\": \"success\", \"outputs\": {\"all\": \"6\"}}}"));
    }

    @Test
    void whatDoesNotFitIsToldAtItsPlaceAndNothingRuns() {
        files.put("./ci/build.yml", BUILD);
        assertThat(problems(push("build: {uses: ./ci/build.yml, with: {tarket: a, count: many}}")))
                .containsExactlyInAnyOrder(
                        EngineBench.PATH
                                + ":4:48: The called workflow has no input `tarket`; did you mean `target`?",
                        EngineBench.PATH + ":4:58: The input `count` must be a number, not a text",
                        EngineBench.PATH
                                + ":4:17: The called workflow requires the input `target`");
        assertThat(problems(push("build: {uses: ./ci/none.yml}")))
                .containsExactly(EngineBench.PATH + ":4:17: There is no ./ci/none.yml");
        files.put("./a.yml", "on: workflow_call\njobs: {a: {uses: ./b.yml}}");
        files.put("./b.yml", "on: workflow_call\njobs: {b: {uses: ./a.yml}}");
        assertThat(problems(push("build: {uses: ./a.yml}")))
                .containsExactly(
                        "b.yml:2:18: These workflows call each other without end: a.yml → b.yml → a.yml");
        files.put("./c.yml", "on: push\njobs: {c: {runs-on: l, steps: [{run: x}]}}");
        RunId run = push("build: {uses: ./c.yml}");
        assertThat(problems(run)).singleElement().asString().contains("cannot be called");
        assertThat(bench.jobs(run)).isEmpty();
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void theDepthAndTheNumberOfFilesAreLimited() {
        for (int i = 0; i < 12; i++) {
            files.put(
                    "./d%d.yml".formatted(i),
                    "on: workflow_call\njobs: {d: {uses: ./d%d.yml}}".formatted(i + 1));
        }
        assertThat(problems(push("build: {uses: ./d0.yml}")))
                .singleElement()
                .asString()
                .contains("10 deep");
        StringBuilder jobs = new StringBuilder();
        for (int i = 0; i < 51; i++) {
            files.put(
                    "./f%d.yml".formatted(i),
                    "on: workflow_call\njobs: {a: {runs-on: linux, steps: [{run: x}]}}");
            jobs.append("j%d: {uses: ./f%d.yml}\n".formatted(i, i));
        }
        assertThat(problems(push(jobs.toString())))
                .singleElement()
                .asString()
                .contains("at most 50 files");
    }

    @Test
    void aFileThatCannotBeHadFailsOnlyWhatCallsIt() {
        RunId run =
                push(
                        """
                        far: {uses: other/tools/ci/x.yml@main}
                        near: {runs-on: linux, steps: [{run: x}]}
                        """);
        assertThat(bench.states(run)).isEqualTo(Map.of("far", "FAILURE", "near", "QUEUED"));
        assertThat(bench.annotations(run))
                .singleElement()
                .extracting(Annotation::message, Annotation::line, Annotation::column)
                .containsExactly("There is no other/tools/ci/x.yml@main", 4, 15);
        bench.work(success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void anInputThatTurnsOutToBeOfAnotherTypeFailsTheCall() {
        files.put("./ci/build.yml", BUILD);
        RunId run =
                push(
                        "build: {uses: ./ci/build.yml, with: {target: a, count: '${{ github.ref }}'}}");
        assertThat(bench.states(run)).isEqualTo(Map.of("build", "FAILURE"));
        assertThat(problems(run))
                .containsExactly(
                        EngineBench.PATH + ":4:58: The input `count` must be a number, not a text");
    }

    @Test
    void secretsGoOnlyWhereTheyAreHandedOver() {
        String called =
                "on: {workflow_call: {secrets: {token: {}}}}\njobs: {a: {runs-on: linux, steps: [{run: x}]}}";
        files.put("./s.yml", called);
        push(
                """
                none: {uses: ./s.yml}
                all: {uses: ./s.yml, secrets: inherit}
                some:
                  strategy: {matrix: {v: [1]}}
                  uses: ./s.yml
                  secrets: {token: '${{ secrets.DEPLOY }}-${{ matrix.v }}-${{ github.event.head_commit.message }}'}
                """);
        List<ClaimedJob> claimed = bench.begin();
        ObjectValue secrets = ObjectValue.ofTexts(Map.of("DEPLOY", "s3", "OTHER", "x"));
        Value event = Json.parse("{\"head_commit\": {\"message\": \"Mend it\"}}");
        assertThat(
                        PassedSecrets.seen(
                                definition(job(claimed, "none/a")).passedSecrets(), secrets, event))
                .isEqualTo(ObjectValue.EMPTY);
        assertThat(
                        PassedSecrets.seen(
                                definition(job(claimed, "all/a")).passedSecrets(), secrets, event))
                .isEqualTo(secrets);
        assertThat(
                        PassedSecrets.seen(
                                definition(job(claimed, "some._1/a")).passedSecrets(),
                                secrets,
                                event))
                .isEqualTo(ObjectValue.ofTexts(Map.of("token", "s3-1-Mend it")));
    }
}
