package dev.minijenkin.workflow.grammar;

import static dev.minijenkin.workflow.reader.Workflows.job;
import static dev.minijenkin.workflow.reader.Workflows.problems;
import static dev.minijenkin.workflow.reader.Workflows.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommonMistakesTest {
    @Test
    void whatStrangersWriteMustNotBecomeAScript() {
        assertThat(problems(step("run: |\n  echo one\n  echo ${{ github.event.issue.title }}")))
                .containsExactly(
                        "8:20: warning: `github.event.issue.title` may hold what a stranger wrote, and becomes part of the"
                                + " script: put it into `env` and use the variable");
        for (String text :
                List.of(
                        "github.head_ref",
                        "github.event['pull_request'].head.ref",
                        "github.event.commits[0].message",
                        "join(github.event.commits.*.author.name)",
                        "format('{0}', github.event.comment.body)",
                        "toJSON(github.event)",
                        "github.event.review.body || 'x'")) {
            assertThat(problems(step("run: echo \"${{ " + text + " }}\""))).as(text).hasSize(1);
        }
        for (String text :
                List.of(
                        "github.ref_name",
                        "github.event.number",
                        "contains(github.event.comment.body, 'x')",
                        "github.event.issue.title == 'x'",
                        "github.event.pull_request.head.sha")) {
            assertThat(problems(step("run: echo \"${{ " + text + " }}\""))).as(text).isEmpty();
        }
        assertThat(problems(step("run: echo $T\nenv: {T: '${{ github.event.issue.title }}'}")))
                .as("by a variable")
                .isEmpty();
    }

    @Test
    void conditionsThatCannotChangeAreNamed() {
        assertThat(problems(step("if: ${{ false }} || true\nrun: x"))).hasSize(1);
        assertThat(problems(step("if: |\n  ${{ github.ref == 'x' }}\nrun: x")))
                .singleElement()
                .asString()
                .contains("always true, because a blank or a line break");
        assertThat(problems(step("if: false\nrun: x")))
                .containsExactly("6:13: warning: This condition is always false");
        assertThat(problems(step("if: ${{ 1 == 1 }}\nrun: x")))
                .containsExactly("6:13: warning: This condition is always true");
        assertThat(problems(step("if: ${{ format('a{0}', github.ref) }}\nrun: x")))
                .containsExactly(
                        "6:13: warning: This condition is always true, because `format` gives a text that is never"
                                + " empty");
        for (String fine :
                List.of("always()", "success()", "github.ref", "", "format('{0}', github.ref)")) {
            assertThat(problems(step("if: " + fine + "\nrun: x"))).as(fine).isEmpty();
        }
    }

    @Test
    void whatCertainlyFailsIsNamed() {
        assertThat(problems(step("run: echo ${{ format('{0} {1}', github.ref) }}")))
                .containsExactly(
                        "6:23: warning: This cannot be evaluated: The following format string references more"
                                + " arguments than were supplied: {0} {1}");
        assertThat(problems(step("run: ${{ github.ref }} ${{ format('{0}', format('{')) }}")))
                .containsExactly(
                        "6:50: warning: This cannot be evaluated: The following format string is invalid: {");
        assertThat(problems(step("run: x\nenv: {A: \"${{ fromJSON('[1') }}\"}")))
                .containsExactly(
                        "7:23: warning: This cannot be evaluated: Error parsing JSON when evaluating fromJson: it ends too early, at line 1, column 3");
        assertThat(problems(step("run: x\nif: contains(fromJSON('[1'), github.ref)")))
                .containsExactly(
                        "7:22: warning: This cannot be evaluated: Error parsing JSON when evaluating fromJson: it ends too early, at line 1, column 3");
        for (String fine :
                List.of(
                        "format('{{{0}}}', github.ref)",
                        "format(github.ref)", "fromJSON(github.ref)", "fromJSON('1')")) {
            assertThat(problems(step("run: ${{ " + fine + " }}"))).as(fine).isEmpty();
        }
    }

    @Test
    void fieldsThatNoContextHasAreNamed() {
        assertThat(problems(step("run: echo ${{ github.ref-name }}")))
                .containsExactly(
                        "6:23: warning: `github.ref-name` is always empty: the context has no field `ref-name`; did you"
                                + " mean `ref_name`?");
        for (String unknown : List.of("runner.cpus", "strategy.index", "job.result")) {
            assertThat(problems(step("run: echo ${{ " + unknown + " }}"))).as(unknown).hasSize(1);
        }
        for (String fine :
                List.of("GitHub.SHA", "runner['os']", "strategy.job-index", "job.services.db.id")) {
            assertThat(problems(step("run: echo ${{ " + fine + " }}"))).as(fine).isEmpty();
        }
    }

    @Test
    void fieldsThatAreAlwaysEmptyAreNamed() {
        String text =
                """
                on: {workflow_dispatch: {inputs: {level: }}}
                jobs:
                  first:
                    runs-on: l
                    outputs: {out: '${{ steps.two.outputs.x }}'}
                    steps:
                      - {id: one, run: 'echo ${{ steps.two.outputs.x }}'}
                      - {id: two, run: 'echo ${{ steps.ONE.outputs.x }} ${{ inputs.levl }} ${{ inputs.level }}'}
                      - {run: 'echo ${{ steps[matrix.x].outputs.y }}'}
                  second:
                    needs: first
                    runs-on: l
                    if: needs.first.result == 'success' && needs.frist.result
                    steps:
                      - run: echo ${{ needs.first.outputs.out }} ${{ needs.first.outputs.other }} ${{ join(needs.*.result) }}
                """;
        assertThat(problems(text))
                .containsExactly(
                        "7:34: warning: `steps.two.outputs.x` is always empty: no step before this place has the id `two`",
                        "8:61: warning: `inputs.levl` is always empty: no trigger has an input `levl`; did you mean `level`?",
                        "9:31: warning: `matrix.x` is always empty: the matrix of the job has no key `x`",
                        "13:44: warning: `needs.frist.result` is always empty: the job `second` does not need `frist`; did you mean `first`?",
                        "15:54: warning: `needs.first.outputs.other` is always empty: the job `first` has no output `other`");
    }

    @Test
    void keysOfAMatrixThatIsComputedAreNotKnown() {
        for (String matrix :
                List.of(
                        "'${{ fromJSON(vars.M) }}'",
                        "{include: '${{ fromJSON(vars.M) }}'}",
                        "{a: [1], include: ['${{ fromJSON(vars.M) }}']}",
                        "{x: ['${{ vars.X }}']}",
                        "{a: [1], include: [{x: 1}]}")) {
            assertThat(
                            problems(
                                    job(
                                            "strategy: {matrix: "
                                                    + matrix
                                                    + "}\nruns-on: l\nname: a ${{ matrix.x }}\nsteps: [{run: x}]")))
                    .as(matrix)
                    .noneMatch(problem -> problem.contains("always empty"));
        }
    }

    @Test
    void aKeyOfTheMatrixThatTheJobAsksForMayBeMissing() {
        for (String asking :
                List.of(
                        "if: matrix.extra",
                        "if: success() && !matrix.extra",
                        "if: matrix.extra != ''",
                        "if: true == matrix.extra",
                        "env: {E: \"${{ matrix.extra || 'none' }}\"}",
                        "env: {E: \"${{ matrix['extra'] && 'some' }}\"}",
                        "env: {E: \"${{ format('{0}', matrix.extra || 'none') }}\"}")) {
            assertThat(problems(matrixStep(asking + "\nrun: echo ${{ matrix.extra }}")))
                    .as(asking)
                    .isEmpty();
        }
        for (String naming :
                List.of(
                        "env: {E: '${{ matrix.extra }}'}",
                        "if: matrix.extra == 'x'",
                        "if: contains(matrix.extra, 'x')",
                        "env: {E: \"${{ matrix.system && matrix.extra }}\"}")) {
            assertThat(problems(matrixStep(naming + "\nrun: x")))
                    .as(naming)
                    .singleElement()
                    .asString()
                    .endsWith("the matrix of the job has no key `extra`");
        }
        assertThat(problems(matrixStep("if: matrix.sistem\nrun: x")))
                .singleElement()
                .asString()
                .endsWith("the matrix of the job has no key `sistem`; did you mean `system`?");
    }

    private static String matrixStep(String step) {
        return job(
                "strategy: {matrix: {system: [a]}}\nruns-on: l\nsteps:\n  - "
                        + step.indent(4).strip());
    }

    @Test
    void aWarningThatIsMendedAtOnePlaceForAllIsSaidOnce() {
        String step = "      - {run: x, working-directory: '${{ matrix.a }}'}\n";
        String head = "on: push\njobs:\n  a:\n    runs-on: l\n    steps:\n";
        String message =
                "6:42: warning: `matrix.a` is always empty: the matrix of the job has no key `a`";
        assertThat(problems(head + step)).containsExactly(message);
        assertThat(problems(head + step.repeat(2))).containsExactly(message + " (also in line 7)");
        assertThat(problems(head + step.repeat(4)))
                .containsExactly(message + " (also in lines 7, 8 and 9)");
        assertThat(problems(head + step.repeat(9)))
                .containsExactly(message + " (also in lines 7, 8, 9, 10, 11, 12, 13 and 14)");
        assertThat(problems(head + step.repeat(30)))
                .containsExactly(message + " (also in lines 7, 8, 9, 10, 11, 12, 13 and 22 more)");
        assertThat(problems(head + "      - run: echo ${{ matrix.a }} ${{ matrix.a }}\n"))
                .as("twice in a line")
                .hasSize(1)
                .allMatch(problem -> !problem.contains("also"));
        for (String each :
                List.of("run: x, rum: x", "run: '${{ github.head_ref }}'", "run: x, if: false")) {
            assertThat(problems(head + "      - {" + each + "}\n" + "      - {" + each + "}\n"))
                    .as("each must be mended: " + each)
                    .hasSize(2);
        }
    }

    @Test
    void anEntryOfExcludeThatMatchesNothingIsNamed() {
        assertThat(excluding("{system: Windows, version: 9}, {system: b}, {version: '10'}"))
                .containsExactly(
                        "5:116: warning: `9` is no value of `version`, so this entry excludes nothing",
                        "5:129: warning: `b` is no value of `system`, so this entry excludes nothing");
        assertThat(excluding("{system: WINDOWS, version: '8.0'}")).as("compared loosely").isEmpty();
    }

    private static List<String> excluding(String entries) {
        return problems(
                job(
                        "runs-on: l\nstrategy: {matrix: {system: [windows], version: [8, 10], extra: [{a: 1}], exclude: ["
                                + entries
                                + "]}}\nsteps: [{run: x}]"));
    }

    @Test
    void aSignOfRepetitionAtTheBeginningOfAPatternIsNamed() {
        String job = "\njobs: {a: {runs-on: l, steps: [{run: x}]}}";
        assertThat(problems("on: {push: {branches: ['?.x', 'a+b?', '!+c', 'd']}}" + job))
                .containsExactly(
                        "1:24: warning: The pattern '?.x': `?` or `+` with nothing before it means itself",
                        "1:39: warning: The pattern '!+c': `?` or `+` with nothing before it means itself");
        for (String twice : List.of("v*+", "a??", "a**?", "a+?")) {
            assertThat(problems("on: {push: {tags: ['" + twice + "']}}" + job))
                    .as(twice)
                    .containsExactly(
                            "1:20: warning: The pattern '"
                                    + twice
                                    + "': `?` and `+` repeat the character before them, and a `*`, `?` or `+` is none");
        }
        assertThat(problems("on: {push: {tags: ['v[*+]+', '\\*+', 'v*']}}" + job)).isEmpty();
    }
}
