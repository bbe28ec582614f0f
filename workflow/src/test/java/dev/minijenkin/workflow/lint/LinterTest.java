package dev.minijenkin.workflow.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinterTest {
    private static final Comparator<Problem> BY_LINE = Comparator.comparingInt(Problem::line);
    private static final String CALLED =
            """
            on:
              workflow_call:
                inputs:
                  level: {type: number, required: true}
                  dry: {type: boolean}
                  text: {type: string}
                secrets:
                  TOKEN: {required: true}
                  OTHER:
            jobs: {a: {runs-on: linux, steps: [{run: x}]}}
            """;

    private static List<String> problems(Linter linter, String text) {
        return linter.lint("ci.yml", text).problems().stream()
                .filter(problem -> !problem.message().contains("is not carried out"))
                .map(Problem::toString)
                .toList();
    }

    private static List<String> call(String job) {
        Map<String, String> files =
                Map.of(
                        "w/called.yml", CALLED,
                        "w/other.yml", "on: push\njobs: {a: {runs-on: l, steps: [{run: x}]}}",
                        "w/broken.yml", "on: push");
        return problems(
                Linter.ofFiles()
                        .with(
                                (RepositoryFiles)
                                        file -> Optional.ofNullable(files.get(file.shown()))),
                "on: push\njobs:\n  a:\n" + job.indent(4));
    }

    @Test
    void aReportIsOneJsonObject() {
        assertThat(Linter.ofFiles().lint("a/ü.yml", "on: push\njobs: {a: {runs_on: l}}").toJson())
                .isEqualTo(
                        "{\"file\":\"a/\\u00FC.yml\",\"valid\":false,\"errors\":["
                                + "{\"line\":2,\"column\":11,\"message\":\"`runs-on` or `uses` is missing in the job `a`\",\"rule\":\"missing-key\"},"
                                + "{\"line\":2,\"column\":12,\"message\":\"Unknown key `runs_on` in the job `a`; did you mean `runs-on`?\",\"rule\":\"unknown-key\"}],"
                                + "\"warnings\":[{\"line\":2,\"column\":8,\"message\":\"The job `a` has no steps, so runs are refused\",\"rule\":\"missing-key\"}]}");
        assertThat(
                        Linter.ofFiles()
                                .lint("x", "on: push\njobs: {a: {runs-on: l, steps: [{run: x}]}}")
                                .toJson())
                .isEqualTo("{\"file\":\"x\",\"valid\":true,\"errors\":[],\"warnings\":[]}");
    }

    @Test
    void everyErrorIsToldInTheOrderOfTheFile() {
        StringBuilder text = new StringBuilder("on: push\njobs:\n");
        for (int i = 0; i < 60; i++) {
            text.append("  j%d: {runs-on: l, steps: [{run: x, unknown%d: 1}]}\n".formatted(i, i));
        }
        text.append("  last: {uses: ./w/called.yml, with: {level: high}}\n");
        LintReport report =
                Linter.ofFiles()
                        .with((RepositoryFiles) _ -> Optional.of(CALLED))
                        .lint("ci.yml", text.toString());
        assertThat(report.errors()).hasSize(62).isSortedAccordingTo(BY_LINE);
        assertThat(report.errors()).extracting(Problem::message).doesNotHaveDuplicates();
        assertThat(report.errors().getLast().rule()).isEqualTo(LintRule.CALL);
        assertThat(WorkflowReader.read("ci.yml", text.toString()).problems())
                .as("a run keeps the first")
                .hasSizeLessThan(20)
                .last()
                .extracting(Problem::message)
                .isEqualTo("There are 50 more errors");
    }

    private static List<String> around(Map<String, String> files, String jobs) {
        return problems(
                Linter.ofFiles()
                        .with(
                                (RepositoryFiles)
                                        file -> Optional.ofNullable(files.get(file.shown()))),
                "on: push\njobs:\n" + jobs);
    }

    @Test
    void inputsAndOutputsOfActionsAreHeldAgainstTheirFiles() {
        String action =
                """
                name: x
                description: x
                inputs:
                  who: {required: true}
                  how: {required: true, default: fast}
                  old: {deprecationMessage: use who}
                outputs: {out: {value: x}}
                runs: {using: composite, steps: []}
                """;
        Map<String, String> files =
                Map.of(
                        "act/action.yml",
                        action,
                        "act/in/action.yaml",
                        action.replace("out:", "other:"),
                        "action.yml",
                        action,
                        "docker/action.yml",
                        "name: x\ndescription: x\nruns: {using: docker, image: x}",
                        "broken/action.yml",
                        "a: [");
        assertThat(
                        around(
                                files,
                                """
                                  a:
                                    runs-on: l
                                    steps:
                                      - {uses: ./act, id: one, with: {whoo: x}}
                                      - {uses: ./act/in, id: two, with: {WHO: x, old: y}}
                                      - {uses: actions/checkout@v4, id: three, with: {dept: 1, ref: x}}
                                      - {uses: ./, with: {'${{ github.ref }}': x}}
                                      - {uses: ./docker, id: four, with: {args: x, any: x}}
                                      - {uses: ./nowhere, id: five, with: {any: x}}
                                      - {uses: ./broken}
                                      - if: steps.one.outputs.out || steps.one.outputs.other
                                        run: x
                                      - if: steps.two.outputs.out || steps.three.outputs.sha
                                        run: x
                                      - if: steps.four.outputs.out || steps.five.outputs.sha
                                        run: x
                                """))
                .filteredOn(problem -> !problem.contains("An expression as a key"))
                .containsExactly(
                        "ci.yml:6:16: warning: The action `./act` requires the input `who`",
                        "ci.yml:6:39: warning: The action `./act` has no input `whoo`; did you mean `who`?",
                        "ci.yml:7:50: warning: The input `old` is deprecated: use who",
                        "ci.yml:8:55: warning: The action `actions/checkout@v4` has no input `dept`",
                        "ci.yml:12:16: warning: The action cannot be read: broken/action.yml:1:5: Not YAML: a [ or { of this line or one before is never closed",
                        "ci.yml:13:38: warning: `steps.one.outputs.other` is always empty: `steps.one.outputs` has only out",
                        "ci.yml:15:13: warning: `steps.two.outputs.out` is always empty: `steps.two.outputs` has only other",
                        "ci.yml:15:38: warning: `steps.three.outputs.sha` is always empty: `steps.three.outputs` has only commit, ref");
    }

    @Test
    void outputsOfCalledWorkflowsAreHeldAgainstTheirFiles() {
        String called =
                "on: {workflow_call: {outputs: {out: {value: x}}}}\njobs: {a: {runs-on: l, steps: [{run: x}]}}";
        assertThat(
                        around(
                                Map.of("c.yml", called),
                                """
                                  a: {uses: ./c.yml}
                                  b: {uses: ./nowhere.yml}
                                  c:
                                    needs: [a, b]
                                    runs-on: l
                                    steps: [{run: 'echo ${{ needs.a.outputs.out }} ${{ needs.a.outputs.outt }} ${{ needs.b.outputs.x }}'}]
                                """))
                .containsExactly(
                        "ci.yml:8:56: warning: `needs.a.outputs.outt` is always empty: the job `a` has no output `outt`; did you mean `out`?");
    }

    @Test
    void filesOfOtherRepositoriesCallEachOtherThereAtTheSameCommit() {
        Map<String, String> files =
                Map.of(
                        "o/r/w/a.yml@v1",
                        "on: workflow_call\njobs:\n  m: {uses: ./w/b.yml, with: {lvl: 3}}",
                        "o/r/w/b.yml@v1",
                        CALLED,
                        "w/b.yml",
                        "on: push");
        assertThat(around(files, "  a: {uses: o/r/w/a.yml@v1}\n  b: {uses: o/r/w/a.yml@v2}"))
                .containsExactly(
                        "o/r/w/a.yml@v1:3:13: error: The called workflow requires the input `level`",
                        "o/r/w/a.yml@v1:3:13: error: The called workflow requires the secret `TOKEN`",
                        "o/r/w/a.yml@v1:3:36: error: The called workflow has no input `lvl`");
        assertThat(
                        around(
                                Map.of("o/r/c.yml@v1", "on: push"),
                                "  a: {uses: o/r/c.yml@v1}\n  b: {uses: o/r}\n  c: {uses: docker://x/y@z}"))
                .filteredOn(problem -> problem.contains("not valid"))
                .singleElement()
                .asString()
                .startsWith(
                        "ci.yml:3:13: error: The called workflow is not valid: o/r/c.yml@v1:1:1");
    }

    @Test
    void actionsOfOtherRepositoriesAreHeldAgainstTheirFiles() {
        assertThat(
                        around(
                                Map.of(
                                        "o/r/action.yml@v1",
                                        "name: x\ndescription: x\ninputs: {who: {required: true}}\noutputs: {out: {value: x}}\nruns: {using: composite, steps: []}",
                                        "o/r/in/it/action.yaml@v1",
                                        "a: ["),
                                """
                                  a:
                                    runs-on: l
                                    steps:
                                      - {uses: o/r@v1, id: one, with: {whom: x}}
                                      - {uses: o/r/in/it@v1}
                                      - {uses: o/r@v2, with: {whom: x}}
                                      - {uses: 'docker://o/r@v1', with: {whom: x}}
                                      - run: echo ${{ steps.one.outputs.other }}
                                """))
                .filteredOn(problem -> !problem.contains("not carried out"))
                .containsExactly(
                        "ci.yml:6:16: warning: The action `o/r@v1` requires the input `who`",
                        "ci.yml:6:40: warning: The action `o/r@v1` has no input `whom`; did you mean `who`?",
                        "ci.yml:7:16: warning: The action cannot be read: o/r/in/it/action.yaml@v1:1:5: Not YAML: a [ or { of this line or one before is never closed",
                        "ci.yml:10:23: warning: `steps.one.outputs.other` is always empty: `steps.one.outputs` has only out");
    }

    private static List<String> ofAction(String text) {
        String job = "  a:\n    runs-on: l\n    steps:\n      - uses: ./act\n      - uses: ./act\n";
        return around(Map.of("act/action.yml", text, "act/there.js", ""), job);
    }

    @Test
    void whatIsWrongWithAnActionItselfIsToldOnce() {
        String head = "name: x\ndescription: x\n";
        String at = "ci.yml:6:15: warning: In act/action.yml ";
        assertThat(ofAction("author: x\nbranding: {icon: dog, color: gray-white}"))
                .containsExactly(
                        at + "`name` is missing",
                        at + "`description` is missing",
                        at + "`runs` is missing",
                        at + "`branding` has no colour `gray-white`");
        assertThat(ofAction(head + "runs: {using: node16, main: there.js, env: {A: b}}"))
                .containsExactly(
                        at + "`runs` is for node16, which runners have no more: use node24",
                        at + "`runs` of an action of the kind node has no key `env`");
        assertThat(ofAction(head + "runs: {using: node22, main: there.js}"))
                .singleElement()
                .asString()
                .contains("must be composite, docker, node20 or node24, not `node22`");
        assertThat(
                        ofAction(
                                head
                                        + "runs:\n  using: composite\n  steps:\n    - run: x\n    - {run: x, uses: y}\n    - {run: x, shell: sh}"))
                .containsExactly(
                        at + "`shell` of the step in line 6 is missing",
                        at + "a step has `run` or `uses`, and not both");
        assertThat(ofAction(head + "runs: {using: docker}"))
                .containsExactly(at + "`image` of `runs` is missing");
        assertThat(ofAction(head + "runs: {using: node24, main: there.js, post: there.js}"))
                .isEmpty();
    }

    @Test
    void aProgramOfAnActionThatNoStepCanHaveMadeIsMissing() {
        String action = "name: x\ndescription: x\nruns: {using: node24, main: ../dist/a.js}";
        Map<String, String> files = Map.of("act/action.yml", action);
        String job =
                "  a:\n    runs-on: l\n    steps: [{uses: actions/checkout@v4}, %s{uses: ./act}]";
        assertThat(around(files, job.formatted("")))
                .singleElement()
                .asString()
                .endsWith(
                        "In act/action.yml the program act/../dist/a.js is missing, and no step before makes it");
        assertThat(around(files, job.formatted("{run: npm run build}, "))).isEmpty();
    }

    @Test
    void actionsThatAreUsedEverywhereAreKnownWithoutTheirFiles() {
        assertThat(
                        around(
                                Map.of(),
                                """
                                  a:
                                    runs-on: l
                                    steps:
                                      - {uses: Actions/Cache@v4, id: cache, with: {keys: x, PATH: x}}
                                      - {uses: actions/cache/restore@v4, with: {path: x, key: x}}
                                      - {uses: actions/setup-node@v2.1.0}
                                      - {uses: actions/setup-node@v2.1.0, with: {node-versions: 3}}
                                      - {uses: actions/checkout@v1}
                                      - {uses: actions/setup-node@0123456789}
                                      - {uses: dorny/paths-filter@v3, id: filter, with: {filters: x}}
                                      - run: echo ${{ steps.cache.outputs.cache_hit }} ${{ steps.filter.outputs.any }}
                                """))
                .filteredOn(problem -> !problem.contains("not carried out"))
                .containsExactly(
                        "ci.yml:6:16: warning: The action `Actions/Cache@v4` requires the input `key`",
                        "ci.yml:6:52: warning: The action `Actions/Cache@v4` has no input `keys`; did you mean `key`?",
                        "ci.yml:8:16: warning: The action `actions/setup-node@v2.1.0` is written for Node.js 16 or older, which runners have no more: take a newer version",
                        "ci.yml:9:50: warning: The action `actions/setup-node@v2.1.0` has no input `node-versions`; did you mean `node-version`?",
                        "ci.yml:13:23: warning: `steps.cache.outputs.cache_hit` is always empty: `steps.cache.outputs` has only cache-hit; did you mean `cache-hit`?");
    }

    @Test
    void aCalledFileThatTheRepositoryLacksIsNamed() {
        RepositoryFiles whole =
                new RepositoryFiles() {
                    @Override
                    public Optional<String> text(CallTarget file) {
                        return Optional.empty();
                    }

                    @Override
                    public boolean isWhole() {
                        return true;
                    }
                };
        assertThat(
                        problems(
                                Linter.ofFiles().with(whole),
                                "on: push\njobs:\n  a: {uses: ./w/none.yml}\n  b: {uses: o/r/w/none.yml@v1}"))
                .containsExactly(
                        "ci.yml:3:13: warning: There is no file `w/none.yml`, so runs are refused");
    }

    @Test
    void whatIsWrongWithATextAsAWholeIsToldWhereItBegins() {
        String script = "          echo ${{ github.sha }}\n" + "          # xxxxxxx\n".repeat(2100);
        assertThat(
                        problems(
                                Linter.ofFiles(),
                                "on: push\njobs:\n  a:\n    runs-on: l\n    steps:\n      - run: |\n"
                                        + script))
                .singleElement()
                .asString()
                .startsWith("ci.yml:6:14: error: Exceeded max expression length 21000");
    }

    @Test
    void jobsThatNoRunnerCanTakeAreNamed() {
        Linter linter =
                Linter.ofFiles()
                        .with(RunnerLabels.of(List.of(List.of("Linux", "x64"), List.of("gpu"))));
        assertThat(
                        problems(
                                linter,
                                """
                                on: push
                                jobs:
                                  a: {runs-on: [linux, X64], steps: [{run: x}]}
                                  b: {runs-on: [linux, gpu], steps: [{run: x}]}
                                  c: {runs-on: mac, steps: [{run: x}]}
                                  d: {runs-on: '${{ vars.POOL }}', steps: [{run: x}]}
                                """))
                .containsExactly(
                        "ci.yml:4:17: warning: No registered runner has the labels `linux` and `gpu` together, so the job `b` would wait",
                        "ci.yml:5:16: warning: No registered runner has the label `mac`, so the job `c` would wait");
    }

    @Test
    void callsAreHeldAgainstWhatTheCalledFileDeclares() {
        assertThat(
                        call(
                                """
                                uses: ./w/called.yml
                                with: {LEVEL: 3, dry: '${{ true }}', text: 5}
                                secrets: {token: x}
                                """))
                .isEmpty();
        assertThat(
                        call(
                                "uses: ./w/called.yml\nwith: {level: high, dry: 'true', txt: 1}\nsecrets: inherit"))
                .containsExactly(
                        "ci.yml:5:19: error: The input `level` must be a number, not a text",
                        "ci.yml:5:30: error: The input `dry` must be true or false, not a text",
                        "ci.yml:5:43: error: The called workflow has no input `txt`; did you mean `text`?");
        assertThat(call("uses: ./w/called.yml\nsecrets: {X: y}"))
                .containsExactly(
                        "ci.yml:4:11: error: The called workflow requires the input `level`",
                        "ci.yml:4:11: error: The called workflow requires the secret `TOKEN`",
                        "ci.yml:5:18: error: The called workflow has no secret `X`");
    }

    @Test
    void whatCannotBeCalledIsAnError() {
        assertThat(call("uses: ./w/other.yml"))
                .singleElement()
                .asString()
                .contains("cannot be called");
        assertThat(call("uses: ./w/broken.yml"))
                .singleElement()
                .asString()
                .startsWith(
                        "ci.yml:4:11: error: The called workflow is not valid: w/broken.yml:1:1");
        assertThat(call("uses: ./w/nowhere.yml")).as("perhaps not checked out").isEmpty();
    }
}
