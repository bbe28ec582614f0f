package dev.minijenkin.workflow.plan.leg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.JobKind;
import dev.minijenkin.workflow.plan.PlannedJob;
import dev.minijenkin.workflow.plan.Plans;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixTest {
    private static final Map<String, Value> CONTEXTS =
            Map.of(
                    "inputs",
                    Json.parse(
                            """
                            {"list": "[\\"p\\", \\"q\\"]", "empty": "[]", "text": "x", "number": 3,
                             "matrix": "{\\"os\\": [\\"a\\"], \\"include\\": [{\\"os\\": \\"b\\", \\"v\\": 7}]}"}
                            """));

    /// The names of the legs, which show their values.
    private static List<String> names(String strategy) {
        return plan("strategy: " + strategy).stream().map(PlannedJob::name).toList();
    }

    /// The matrices of the legs as JSON.
    private static List<String> matrices(String matrix) {
        return plan("strategy: {matrix: " + matrix + "}").stream()
                .map(job -> Json.text(job.leg().matrix()).replace("\"", ""))
                .toList();
    }

    private static List<PlannedJob> plan(String keys) {
        return Plans.jobs(Plans.job("t", keys), CONTEXTS);
    }

    private static String problem(String strategy) {
        return Plans.problems(Plans.job("t", "strategy: " + strategy), CONTEXTS).getFirst();
    }

    @Test
    void theFirstKeyTurnsSlowest() {
        assertThat(names("{matrix: {os: [linux, mac], node: [18, 20]}}"))
                .containsExactly("t (linux, 18)", "t (linux, 20)", "t (mac, 18)", "t (mac, 20)");
    }

    @Test
    void whatIsExcludedIsMatchedLooselyAndInPart() {
        assertThat(
                        names(
                                "{matrix: {os: [linux, mac], node: [18, 20], exclude: [{OS: MAC, node: '18'}]}}"))
                .containsExactly("t (linux, 18)", "t (linux, 20)", "t (mac, 20)");
        assertThat(
                        names(
                                "{matrix: {os: [linux, mac], node: [18, 20], exclude: [{node: 18}, {os: mac}]}}"))
                .containsExactly("t (linux, 20)");
        assertThat(
                        matrices(
                                "{c: [{os: a, v: [1, 2]}, {os: a, v: [3, 2]}], exclude: [{c: {v: [3]}}]}"))
                .containsExactly("{c:{os:a,v:[1,2]}}");
        assertThat(matrices("{c: [{os: a}, b], exclude: [{c: {os: {deep: x}}}]}")).hasSize(2);
        assertThat(matrices("{c: [true, false, '', 0], exclude: [{c: 1}, {c: null}]}"))
                .as("none but the job without a matrix")
                .containsExactly("null");
    }

    @Test
    void everythingExcludedLeavesOneJobWithoutAMatrix() {
        assertThat(plan("strategy: {matrix: {os: [a], exclude: [{os: a}]}}"))
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.name()).isEqualTo("t");
                    assertThat(job.leg().matrix()).isEqualTo(NullValue.NULL);
                    assertThat(job.definition().contexts()).doesNotContainKey("matrix");
                });
    }

    @Test
    void anEntryOfIncludeAddsToTheCombinationsThatItMatches() {
        assertThat(
                        matrices(
                                "{os: [a, b], n: [1, 2], include: [{os: a, x: 1}, {n: 2, x: 2}, {y: 3}]}"))
                .containsExactly(
                        "{os:a,n:1,x:1,y:3}",
                        "{os:a,n:2,x:2,y:3}",
                        "{os:b,n:1,y:3}",
                        "{os:b,n:2,x:2,y:3}");
        assertThat(matrices("{os: [a], include: [{os: A, x: 1}, {os: a, X: 2}]}"))
                .as("a later one wins; the values of the matrix stay")
                .containsExactly("{os:a,X:2}");
    }

    @Test
    void anEntryOfIncludeThatMatchesNothingIsACombinationOfItsOwn() {
        assertThat(matrices("{os: [a, b], include: [{os: c}, {os: a, n: 1}, {n: 2, os: d}]}"))
                .containsExactly("{os:a,n:1}", "{os:b}", "{os:c}", "{os:d,n:2}");
        assertThat(matrices("{include: [{a: 1}, {b: 2}, {a: 1}]}"))
                .containsExactly("{a:1}", "{b:2}", "{a:1}");
        assertThat(matrices("{os: [a], exclude: [{os: a}], include: [{os: a, x: 1}]}"))
                .as("what is excluded is not there to be matched")
                .containsExactly("{os:a,x:1}");
    }

    @Test
    void theNameShowsWhatTheMatrixGaveAndNotWhatIncludeAdded() {
        assertThat(
                        names(
                                "{matrix: {c: [{os: a, deep: [{v: 1}, true, null, '']}], include: [{x: 9}, {c: z, y: 8}]}}"))
                .containsExactly("t (a, 1, true)", "t (z, 8)");
        assertThat(names("{matrix: {c: ['', null]}}")).containsExactly("t", "t");
    }

    @Test
    void longNamesAreCut() {
        String name = names("{matrix: {c: [%s]}}".formatted("x".repeat(120))).getFirst();
        assertThat(name).hasSize(100).startsWith("t (xxx").endsWith("xxx...");
        assertThat(
                        Plans.jobs(Plans.job("t", "name: " + "y".repeat(101)), Map.of())
                                .getFirst()
                                .name())
                .hasSize(100)
                .endsWith("yyy...");
    }

    @Test
    void aNameWithExpressionsIsTakenAsItIs() {
        assertThat(plan("name: On ${{ matrix.os }}\nstrategy: {matrix: {os: [a, b]}}"))
                .extracting(PlannedJob::name)
                .containsExactly("On a", "On b");
        assertThat(plan("name: Test\nstrategy: {matrix: {os: [a, b]}}"))
                .extracting(PlannedJob::name)
                .containsExactly("Test (a)", "Test (b)");
        assertThat(plan("name: '${{ matrix.none }}'\nstrategy: {matrix: {os: [a]}}"))
                .extracting(PlannedJob::name)
                .containsExactly("t (a)");
    }

    @Test
    void idsAreIdentifiersAndEachIsThereOnce() {
        assertThat(
                        plan(
                                "strategy: {matrix: {v: [18, 1.5, '1_5', a b, A B, __x, _, '_', -1, '+', '*']}}"))
                .extracting(job -> job.leg().id())
                .containsExactly(
                        "_18", "_1_5", "_1_5_2", "a_b", "A_B_2", "_x", "_", "_2", "_-1", "_3",
                        "_4");
        assertThat(plan("strategy: {matrix: {v: ['', null], w: [linux]}}"))
                .extracting(job -> job.leg().id())
                .containsExactly("linux", "linux_2");
        assertThat(plan("strategy: {matrix: {v: ['', null]}}"))
                .extracting(job -> job.leg().id())
                .containsExactly("job", "job_2");
        String longest = "x".repeat(150);
        assertThat(plan("strategy: {matrix: {v: [%s, %s]}}".formatted(longest, longest)))
                .extracting(job -> job.leg().id())
                .containsExactly("x".repeat(100), "x".repeat(98) + "_2");
        assertThat(plan("").getFirst().leg().id()).isEmpty();
    }

    @Test
    void whatDependsOnTheLegIsEvaluatedForEach() {
        List<PlannedJob> jobs =
                plan(
                        """
                        strategy: {matrix: {os: [a, b], include: [{os: b, slow: true, minutes: 9}]}}
                        runs-on: [self, '${{ matrix.os }}-${{ strategy.job-index }}']
                        timeout-minutes: ${{ matrix.minutes || 5 }}
                        continue-on-error: ${{ matrix.slow == true }}
                        """);
        assertThat(jobs)
                .extracting(PlannedJob::labels)
                .containsExactly(List.of("self", "a-0"), List.of("self", "b-1"));
        assertThat(jobs).extracting(job -> job.definition().timeoutMinutes()).containsExactly(5, 9);
        assertThat(jobs)
                .extracting(job -> job.definition().continueOnError())
                .containsExactly(false, true);
        assertThat(jobs.getLast().definition().contexts().get("matrix"))
                .isEqualTo(Json.parse("{\"os\": \"b\", \"slow\": true, \"minutes\": 9}"));
    }

    @Test
    void theStrategyContextTellsTheLeg() {
        List<PlannedJob> jobs =
                plan("strategy: {matrix: {os: [a, b, c]}, fail-fast: false, max-parallel: 2}");
        assertThat(jobs)
                .extracting(job -> job.definition().contexts().get("strategy"))
                .containsExactly(
                        Json.parse(
                                "{\"fail-fast\": false, \"job-index\": 0, \"job-total\": 3, \"max-parallel\": 2}"),
                        Json.parse(
                                "{\"fail-fast\": false, \"job-index\": 1, \"job-total\": 3, \"max-parallel\": 2}"),
                        Json.parse(
                                "{\"fail-fast\": false, \"job-index\": 2, \"job-total\": 3, \"max-parallel\": 2}"));
        assertThat(
                        plan("strategy: {matrix: {os: [a, b]}}")
                                .getFirst()
                                .definition()
                                .contexts()
                                .get("strategy"))
                .isEqualTo(
                        Json.parse(
                                "{\"fail-fast\": true, \"job-index\": 0, \"job-total\": 2, \"max-parallel\": 2}"));
        assertThat(
                        plan("strategy: {max-parallel: 4, fail-fast: false}")
                                .getFirst()
                                .definition()
                                .contexts()
                                .get("strategy"))
                .isEqualTo(
                        Json.parse(
                                "{\"fail-fast\": false, \"job-index\": 0, \"job-total\": 1, \"max-parallel\": 1}"));
    }

    @Test
    void aMatrixMayBeComputedInWholeOrInPart() {
        assertThat(
                        names(
                                "{matrix: {v: '${{ fromJSON(inputs.list) }}', w: ['${{ inputs.text }}']}}"))
                .containsExactly("t (p, x)", "t (q, x)");
        assertThat(names("{matrix: '${{ fromJSON(inputs.matrix) }}'}"))
                .containsExactly("t (a)", "t (b, 7)");
        assertThat(
                        names(
                                "{matrix: {v: [a, b], exclude: \"${{ fromJSON('[{\\\"v\\\": \\\"a\\\"}]') }}\"}}"))
                .containsExactly("t (b)");
        assertThat(names("\"${{ fromJSON('{\\\"matrix\\\": {\\\"v\\\": [1]}}') }}\""))
                .containsExactly("t (1)");
        assertThat(
                        names(
                                "{matrix: {'${{ insert }}': '${{ fromJSON(inputs.matrix) }}', v: [1, 2]}}"))
                .containsExactly("t (a, 1)", "t (a, 2)", "t (b, 7)");
        assertThat(
                        names(
                                "{matrix: {'${{ inputs.text }}': [1]}, max-parallel: '${{ inputs.number }}'}"))
                .containsExactly("t (1)");
    }

    @Test
    void mistakesAreToldAtTheirPlace() {
        assertThat(problem("{matrix: {v: '${{ fromJSON(inputs.empty) }}'}}"))
                .isEqualTo("4:28: error: The key `v` of the matrix has no values");
        assertThat(problem("{matrix: {include: '${{ fromJSON(inputs.empty) }}'}}"))
                .isEqualTo(
                        "4:24: error: A matrix needs at least one key with values, or `include`");
        assertThat(problem("{matrix: {v: '${{ inputs.text }}'}}"))
                .isEqualTo("4:28: error: `v` of the matrix must be a list, not a text");
        assertThat(problem("{matrix: '${{ inputs.none }}'}"))
                .isEqualTo("4:24: error: `matrix` must be a mapping, not nothing");
        assertThat(problem("{matrix: {v: [1], exclude: [{'${{ inputs.text }}': 1}]}}"))
                .isEqualTo(
                        "4:44: error: `x` is no key of the matrix, so nothing can be excluded by it");
        assertThat(problem("{matrix: {v: [1], include: ['${{ inputs.text }}']}}"))
                .isEqualTo("4:43: error: An entry of `include` must be a mapping, not a text");
        assertThat(problem("{matrix: {v: [1]}, fail-fast: '${{ inputs.text }}'}"))
                .isEqualTo("4:45: error: `fail-fast` must be true or false, not a text");
        assertThat(problem("{matrix: {v: [1]}, max-parallel: '${{ inputs.text }}'}"))
                .isEqualTo("4:48: error: `max-parallel` must be a number, not a text");
        assertThat(problem("{matrix: {v: \"${{ fromJSON('[') }}\"}}"))
                .startsWith("4:28: error: Error parsing JSON");
        assertThat(problem("\"${{ fromJSON('{\\\"x\\\": 1}') }}\""))
                .isEqualTo("4:15: error: Unknown key `x` in a strategy");
    }

    @Test
    void aLegThatGivesNothingUsableIsAMistake() {
        assertThat(
                        Plans.problems(
                                Plans.job(
                                        "t",
                                        "strategy: {matrix: {os: [a]}}\ncontinue-on-error: ${{ matrix.none }}"),
                                CONTEXTS))
                .containsExactly(
                        "5:24: error: `continue-on-error` must be true or false, not nothing (in the leg `t (a)`)");
        assertThat(
                        Plans.problems(
                                Plans.job(
                                        "t",
                                        "strategy: {matrix: {tool: [a, b], include: [{tool: a, os: x}]}}\nruns-on: ${{ matrix.os }}"),
                                CONTEXTS))
                .as("the leg that the entry of include forgot")
                .containsExactly(
                        "5:14: error: `runs-on` gives no label, or an empty one (in the leg `t (b)`)");
        assertThat(Plans.problems(Plans.job("t", "timeout-minutes: ${{ inputs.text }}"), CONTEXTS))
                .singleElement()
                .asString()
                .startsWith(
                        "4:22: error: `timeout-minutes` must be a positive number, not the text 'x'");
    }

    @Test
    void runnersMayBeChosenByAComputedMapping() {
        assertThat(
                        plan("runs-on: \"${{ fromJSON('{\\\"labels\\\": [\\\"a\\\", \\\"b\\\"]}') }}\"")
                                .getFirst()
                                .labels())
                .containsExactly("a", "b");
        assertThat(
                        plan("runs-on: \"${{ fromJSON('{\\\"group\\\": \\\"a\\\"}') }}\"")
                                .getFirst()
                                .labels())
                .containsExactly("a");
    }

    /// As everywhere in a file.
    @Test
    void aListThatAnExpressionGivesInAListStandsForItsItems() {
        assertThat(names("{matrix: {a: [x, \"${{ fromJSON('[1, [2]]') }}\"]}}"))
                .containsExactly("t (x)", "t (1)", "t (2)");
        assertThat(
                        names(
                                "{matrix: {a: [1], include: [{a: 2}, \"${{ fromJSON('[{\\\"a\\\": 3}, {\\\"a\\\": 4}]') }}\"]}}"))
                .containsExactly("t (1)", "t (2)", "t (3)", "t (4)");
        assertThat(plan("runs-on: [a, \"${{ fromJSON('[1, 2]') }}\"]").getFirst().labels())
                .containsExactly("a", "1", "2");
    }

    @Test
    void aGroupIsALabel() {
        assertThat(plan("runs-on: {group: large}").getFirst().labels()).containsExactly("large");
        assertThat(plan("runs-on: {group: large, labels: x}").getFirst().labels())
                .containsExactly("x", "large");
        assertThat(
                        plan("runs-on: {group: large, labels: \"${{ fromJSON('[1, 2]') }}\"}")
                                .getFirst()
                                .labels())
                .containsExactly("1", "2", "large");
    }

    @Test
    void aMatrixHasAtMost256Combinations() {
        String sixteen = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]";
        assertThat(names("{matrix: {a: %s, b: %s}}".formatted(sixteen, sixteen))).hasSize(256);
        assertThat(
                        problem(
                                "{matrix: {a: %s, b: %s, include: [{a: 17}]}}"
                                        .formatted(sixteen, sixteen)))
                .isEqualTo("4:24: error: The matrix has more than 256 combinations");
        assertThat(
                        names(
                                "{matrix: {a: %s, b: %s, c: [1, 2], exclude: [{c: 1}]}}"
                                        .formatted(sixteen, sixteen)))
                .hasSize(256);
        assertThat(
                        problem(
                                "{matrix: {a: %1$s, b: %1$s, c: %1$s, d: %1$s, e: %1$s, f: %1$s, g: %1$s, h: %1$s, i: %1$s}}"
                                        .formatted(sixteen)))
                .contains("more than 256");
    }

    @Test
    void whatNeedsOutputsIsDeferred() {
        for (String keys :
                List.of(
                        "strategy: {matrix: '${{ fromJSON(needs.first.outputs.m) }}'}",
                        "strategy: {matrix: {v: ['${{ needs.first.result }}']}}",
                        "runs-on: ${{ needs.first.outputs.pool }}",
                        "runs-on: [a, '${{ needs.first.outputs.pool }}']",
                        "name: ${{ needs.first.outputs.name }}",
                        "timeout-minutes: ${{ fromJSON(needs.first.outputs.m) }}",
                        "continue-on-error: ${{ NEEDS.first.outputs.m == 'x' }}",
                        "strategy: {matrix: {'${{ insert }}': '${{ fromJSON(needs.first.outputs.m) }}'}}")) {
            List<PlannedJob> jobs =
                    Plans.jobs(
                            """
                            on: push
                            jobs:
                              first: {runs-on: l, steps: [{run: x}]}
                              second:
                                needs: first
                            """
                                    + Plans.withDefaults(keys),
                            CONTEXTS);
            assertThat(jobs.getLast().kind()).as(keys).isEqualTo(JobKind.DEFERRED);
            assertThat(jobs.getLast().needs()).containsExactly("first");
            assertThat(jobs.getLast().name()).isEqualTo("second");
            assertThat(jobs.getFirst().kind()).isEqualTo(JobKind.STEPS);
        }
    }
}
