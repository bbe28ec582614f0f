package dev.minijenkin.workflow.reader;

import static dev.minijenkin.workflow.reader.Workflows.job;
import static dev.minijenkin.workflow.reader.Workflows.problems;
import static dev.minijenkin.workflow.reader.Workflows.step;
import static dev.minijenkin.workflow.reader.Workflows.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.model.Defaults;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.model.WorkflowStep;
import dev.minijenkin.workflow.yaml.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowReaderTest {
    @Test
    void aWholeFileIsRead() {
        Workflow workflow =
                valid(
                        """
                        name: CI
                        run-name: Build ${{ github.ref_name }}
                        on:
                          push:
                            branches: [main, 'release/**']
                          workflow_dispatch:
                            inputs:
                              level: {type: choice, options: [low, high], default: low}
                        env: {A: 1, B: x}
                        defaults: {run: {shell: bash, working-directory: src}}
                        jobs:
                          build:
                            name: Build it
                            runs-on: [self-hosted, Linux]
                            env: {B: y}
                            timeout-minutes: 10
                            steps:
                              - uses: actions/checkout@v4
                                with: {fetch-depth: 0}
                              - name: Compile
                                id: compile
                                if: success()
                                run: make
                                env: {C: z}
                                working-directory: core
                                shell: sh
                                timeout-minutes: 5
                                continue-on-error: true
                          test:
                            needs: build
                            if: always()
                            runs-on: {labels: [linux, x64]}
                            steps: [{run: make test}]
                        """);
        assertThat(workflow.name()).isEqualTo("CI");
        assertThat(workflow.env()).containsExactly(Map.entry("A", "1"), Map.entry("B", "x"));
        assertThat(workflow.defaults()).isEqualTo(new Defaults("bash", "src"));
        assertThat(workflow.triggers().keySet()).containsExactly("push", "workflow_dispatch");
        WorkflowJob build = workflow.jobs().getFirst();
        assertThat(build.runsOn()).extracting(Text::value).containsExactly("self-hosted", "Linux");
        assertThat(build.timeoutMinutes().value()).isEqualTo("10");
        assertThat(build.steps()).hasSize(2);
        assertThat(((WorkflowStep.Uses) build.steps().getFirst()).with())
                .containsExactly(Map.entry("fetch-depth", "0"));
        WorkflowStep.Run compile = (WorkflowStep.Run) build.steps().getLast();
        assertThat(compile.script()).isEqualTo("make");
        assertThat(compile.shell()).isEqualTo("sh");
        assertThat(compile.head().continueOnError().value()).isEqualTo("true");
        WorkflowJob test = workflow.jobs().getLast();
        assertThat(test.needs()).extracting(Text::value).containsExactly("build");
        assertThat(test.runsOn()).extracting(Text::value).containsExactly("linux", "x64");
    }

    @Test
    void eventsComeInThreeForms() {
        String jobs = "\njobs: {a: {runs-on: linux, steps: [{run: x}]}}";
        assertThat(valid("on: push" + jobs).triggers()).containsOnlyKeys("push");
        assertThat(valid("on: [push, workflow_dispatch]" + jobs).triggers())
                .containsOnlyKeys("push", "workflow_dispatch");
        assertThat(valid("on: {push: }" + jobs).triggers()).containsOnlyKeys("push");
        assertThat(valid("'on': push" + jobs).triggers()).containsOnlyKeys("push");
    }

    @Test
    void unknownKeysAreErrorsWithAHint() {
        assertThat(problems(job("runs_on: linux\nsteps: [{run: x}]")))
                .containsExactly(
                        "4:5: error: Unknown key `runs_on` in the job `build`; did you mean `runs-on`?",
                        "4:5: error: `runs-on` is missing in the job `build`");
        assertThat(problems(step("rnu: x")))
                .contains("6:9: error: Unknown key `rnu` in a step; did you mean `run`?");
        assertThat(problems(job("runs-on: linux\nsteps: [{run: x}]\nzzz: 1")))
                .containsExactly("6:5: error: Unknown key `zzz` in the job `build`");
    }

    @Test
    void missingKeysAreErrors() {
        assertThat(problems("name: x"))
                .containsExactly(
                        "1:1: error: `jobs` is missing in a workflow",
                        "1:1: error: `on` is missing in a workflow");
        assertThat(problems("on: push\njobs: {}"))
                .containsExactly("2:7: error: `jobs` must have at least one job");
        assertThat(problems(job("runs-on: linux\nsteps: []")))
                .containsExactly("5:5: warning: The job `build` has no steps, so runs are refused");
        assertThat(problems(step("name: only a name")))
                .containsExactly(
                        "6:9: error: `run` or `uses` or `wait` or `wait-all` or `cancel` is missing in a step");
    }

    @Test
    void doubledKeysAreErrorsIgnoringCase() {
        assertThat(problems("on: push\non: push\njobs: {a: {runs-on: l, steps: [{run: x}]}}"))
                .containsExactly("2:1: error: 'on' is already defined in line 1");
        assertThat(
                        problems(
                                """
                                on: push
                                jobs:
                                  a: {runs-on: l, steps: [{run: x}]}
                                  A: {runs-on: l, steps: [{run: x}]}
                                """))
                .containsExactly("4:3: error: 'A' is already defined in line 3");
        assertThat(problems(step("run: x\nenv: {PATH: a, Path: b}")))
                .containsExactly("7:24: error: 'Path' is already defined in line 7");
    }

    @Test
    void wrongTypesAreErrors() {
        assertThat(problems("on: push\njobs: []"))
                .contains("2:7: error: `jobs` must be a mapping, not a list");
        assertThat(problems(job("runs-on: linux\nsteps: make")))
                .containsExactly("5:12: error: `steps` must be a list, not a text");
        assertThat(problems(job("runs-on: linux\nsteps: [make]")))
                .contains("5:13: error: Each entry of `steps` must be a mapping, not a text");
        assertThat(problems(job("runs-on: linux\ntimeout-minutes: soon\nsteps: [{run: x}]")))
                .contains("5:22: error: `timeout-minutes` must be a number, not a text");
        assertThat(problems(step("run: x\ncontinue-on-error: yes")))
                .containsExactly(
                        "7:28: error: `continue-on-error` must be true or false, not a text");
        assertThat(problems(step("run: [a, b]")))
                .containsExactly("6:14: error: `run` must be a text, not a list");
        assertThat(problems("just a text"))
                .containsExactly(
                        "1:1: error: A workflow is a mapping with `on` and `jobs`, not a text");
    }

    @Test
    void numbersAndBooleansStandForTextsInTheirCanonicalSpelling() {
        Workflow workflow =
                valid(
                        """
                        on: push
                        env: {A: 3.10, B: True, C: 0x10, D: , E: '3.10', F: 1e3, G: 010, H: no}
                        jobs: {a: {runs-on: linux, steps: [{run: 1}]}}
                        """);
        assertThat(workflow.env())
                .containsExactly(
                        Map.entry("A", "3.1"),
                        Map.entry("B", "true"),
                        Map.entry("C", "16"),
                        Map.entry("D", ""),
                        Map.entry("E", "3.10"),
                        Map.entry("F", "1000"),
                        Map.entry("G", "10"),
                        Map.entry("H", "no"));
    }

    @Test
    void whatWouldDoOtherWorkIsAWarningAndRefusesRuns() {
        assertThat(problems(job("snapshot: image\nruns-on: linux\nsteps: [{run: x}]")))
                .singleElement()
                .asString()
                .startsWith("4:5: warning: `snapshot` is not carried out here: ")
                .endsWith(", so runs are refused");
        for (String key : List.of("container: node:20", "services: {db: {image: postgres}}")) {
            assertThat(problems(job(key + "\nruns-on: linux\nsteps: [{run: x}]"))).isEmpty();
        }
        assertThat(problems(job("uses: ./.github/workflows/other.yml"))).isEmpty();
        assertThat(problems(step("uses: actions/setup-java@v4"))).isEmpty();
        assertThat(problems(step("uses: ./tools/build"))).isEmpty();
        assertThat(problems(step("uses: docker://alpine:3"))).isEmpty();
    }

    @Test
    void whatTheRunCanDoWithoutIsAWarning() {
        String text =
                """
                on: [push, pull_request_comment]
                permissions: {contents: read}
                jobs: {a: {runs-on: linux, permissions: read-all, steps: [{run: x}]}}
                """;
        assertThat(problems(text))
                .containsExactly(
                        "1:12: warning: `pull_request_comment` is not carried out here: this event starts no run yet",
                        "2:1: warning: `permissions` is not carried out here: jobs here hold no token of a forge (also in line 3)");
        valid(text);
    }

    @Test
    void keysBelowOnesThatAreNotCarriedOutAreStillChecked() {
        assertThat(
                        problems(
                                "on: push\nconcurrency: {grup: x}\njobs: {a: {runs-on: l, steps: [{run: x}]}}"))
                .contains(
                        "2:15: error: Unknown key `grup` in a concurrency group; did you mean `group`?",
                        "2:14: error: `group` is missing in a concurrency group");
        assertThat(
                        problems(
                                "on: {pull_request: {branchs: x}}\njobs: {a: {runs-on: l, steps: [{run: x}]}}"))
                .contains(
                        "1:21: error: Unknown key `branchs` in a pull_request event; did you mean `branches`?");
    }

    @Test
    void unknownEventsAreErrors() {
        assertThat(problems("on: puhs\njobs: {a: {runs-on: l, steps: [{run: x}]}}"))
                .containsExactly("1:5: error: Unknown event `puhs`; did you mean `push`?");
        assertThat(problems("on: {pushed: }\njobs: {a: {runs-on: l, steps: [{run: x}]}}"))
                .containsExactly(
                        "1:6: error: Unknown key `pushed` in events; did you mean `push`?");
    }

    @Test
    void brokenExpressionsAreErrorsAtTheirPlace() {
        assertThat(problems(step("run: echo ${{ github.ref")))
                .containsExactly(
                        "6:19: error: The expression is not closed: there is a ${{ without its }}");
        assertThat(problems(step("run: |\n  echo one ${{ github.ref }}\n  echo ${{ gitub.ref }}")))
                .containsExactly(
                        "8:16: error: Unrecognized named-value: 'gitub'; did you mean `github`?");
        assertThat(problems(step("if: gitub.ref == 'x'\nrun: x")))
                .containsExactly(
                        "6:13: error: Unrecognized named-value: 'gitub'; did you mean `github`?");
        assertThat(problems(step("if: \"1 == gitub.ref\"\nrun: x")))
                .containsExactly(
                        "6:13: error: Unrecognized named-value: 'gitub'; did you mean `github`?, at"
                                + " character 6 of the expression");
        assertThat(problems(step("run: |\n  ${{ gitub.ref }}\n  ${{ tojson() }} ${{ 1 }}")))
                .as("each of them")
                .containsExactly(
                        "7:11: error: Unrecognized named-value: 'gitub'; did you mean `github`?",
                        "8:11: error: Too few parameters supplied: 'toJSON', which takes at least 1");
        assertThat(problems(step("run: \"a ${{ 1 }} ${{ (github.ref }}\"")))
                .containsExactly(
                        "6:26: error: Unexpected end of expression: 'ref', at character 9 of the"
                                + " expression");
    }

    @Test
    void contextsAreOnlyThereWhereTheyCanBe() {
        assertThat(problems(step("if: secrets.TOKEN != ''\nrun: x")))
                .containsExactly(
                        "6:13: error: Unrecognized named-value: 'secrets', which is not available in this place");
        assertThat(
                        problems(
                                "name: of ${{ github.ref }}\non: push\njobs: {a: {runs-on: l, steps: [{run: x}]}}"))
                .containsExactly("1:7: error: An expression may not stand here");
        assertThat(problems(job("runs-on: ${{ env.OS }}\nsteps: [{run: x}]")))
                .containsExactly(
                        "4:14: error: Unrecognized named-value: 'env', which is not available in this place");
        assertThat(problems(step("run: echo ${{ success() }}")))
                .containsExactly(
                        "6:19: error: Unrecognized function: 'success', which is not available in this place");
        assertThat(problems(step("if: success()\nrun: ${{ hashFiles('x') }}"))).isEmpty();
    }

    @Test
    void aConditionWithTextBesideItsExpressionIsAHabitThatGoesWrong() {
        assertThat(problems(step("if: ${{ false }} || true\nrun: x")))
                .containsExactly(
                        "6:13: warning: This condition is always true, because text stands beside its ${{ }}: put all of it between ${{ and }}");
    }

    @Test
    void needsMustNameJobs() {
        assertThat(
                        problems(
                                """
                                on: push
                                jobs:
                                  a: {needs: [b, bb], runs-on: l, steps: [{run: x}]}
                                  b: {runs-on: l, steps: [{run: x}]}
                                """))
                .containsExactly(
                        "3:18: error: The job `a` needs `bb`, which is no job of this file; did you mean `b`?");
    }

    @Test
    void eachNeedOfACycleIsAnError() {
        assertThat(
                        problems(
                                """
                                on: push
                                jobs:
                                  first: {runs-on: l, steps: [{run: x}]}
                                  a: {needs: [first, b], runs-on: l, steps: [{run: x}]}
                                  b: {needs: c, runs-on: l, steps: [{run: x}]}
                                  c: {needs: A, runs-on: l, steps: [{run: x}]}
                                  d: {needs: a, runs-on: l, steps: [{run: x}]}
                                  e: {needs: e, runs-on: l, steps: [{run: x}]}
                                """))
                .containsExactly(
                        "4:22: error: These jobs need each other, so none can start: a → b → c → a",
                        "5:14: error: These jobs need each other, so none can start: a → b → c → a",
                        "6:14: error: These jobs need each other, so none can start: a → b → c → a",
                        "8:14: error: These jobs need each other, so none can start: e → e");
    }

    @Test
    void oneJobAtLeastNeedsNone() {
        assertThat(problems(job("needs: build\nruns-on: linux\nsteps: [{run: x}]")))
                .containsExactly(
                        "3:3: error: Every job needs another, so none can start: at least one must"
                                + " need none");
    }

    @Test
    void identifiersAreChecked() {
        assertThat(problems("on: push\njobs: {1a: {runs-on: l, steps: [{run: x}]}}"))
                .singleElement()
                .asString()
                .startsWith("2:8: error: The identifier '1a' is invalid");
        assertThat(problems(step("run: x\nid: __mine")))
                .singleElement()
                .asString()
                .contains("reserved");
        assertThat(problems(step("run: x\nid: " + "a".repeat(100))))
                .singleElement()
                .asString()
                .contains("too long");
        assertThat(problems(job("runs-on: l\nsteps: [{run: x, id: one}, {run: y, id: ONE}]")))
                .containsExactly("5:45: error: The step id 'ONE' is already used in line 5");
    }

    @Test
    void runAndUsesExcludeEachOther() {
        assertThat(problems(step("run: x\nuses: actions/checkout@v4")))
                .containsExactly("7:9: error: `uses` cannot stand beside `run` in a step");
        assertThat(problems(step("run: x\nwith: {a: b}")))
                .containsExactly("7:9: error: `with` cannot stand beside `run` in a step");
    }

    @Test
    void aFileOfManyErrorsShowsTheFirstTen() {
        StringBuilder text = new StringBuilder("on: push\njobs:\n");
        for (int i = 0; i < 30; i++) {
            text.append("  j").append(i).append(": {oops: 1, runs-on: l, steps: [{run: x}]}\n");
        }
        List<String> problems = problems(text.toString());
        assertThat(problems).hasSize(11);
        assertThat(problems.getLast()).contains("20 more errors");
    }
}
