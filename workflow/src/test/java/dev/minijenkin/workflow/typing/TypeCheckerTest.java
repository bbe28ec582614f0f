package dev.minijenkin.workflow.typing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What can never work is found, and what may work is left alone.
class TypeCheckerTest {
    private static final String FILE =
            """
            on:
              push:
              workflow_dispatch:
                inputs:
                  flag: {type: boolean}
                  count: {type: number}
                  name: {type: string}
                  level: {type: choice, options: [low, high]}
              workflow_call:
                inputs:
                  both: {type: string}
                  dry: {type: boolean}
            jobs:
              first:
                runs-on: l
                outputs: {o: x}
                steps: [{run: x}]
              second:
                needs: first
                runs-on: ${{ matrix.labels }}
                strategy:
                  matrix:
                    labels: [[a, b], [c]]
                    node: [18, 20]
                    text: [a, b]
                    mixed: [1, a]
                    fast: [true, false]
                    target: [{os: linux, cpu: {kind: x}}, {os: mac}]
                    include: [{extra: 1, text: c}]
                steps:
                  - {id: checkout, uses: actions/checkout@v4}
                  - {id: script, run: x}
                  - if: PLACEHOLDER
                    run: x
            """;

    /// The warnings about one condition.
    private static List<Problem> inCondition(String expression) {
        return of(FILE.replace("if: PLACEHOLDER", "if: >-\n          " + expression));
    }

    /// The warnings about an expression in a script.
    private static List<Problem> inText(String expression) {
        return of(
                FILE.replace("if: PLACEHOLDER", "name: >-\n          x ${{ " + expression + " }}"));
    }

    private static List<Problem> of(String text) {
        ReadResult result = WorkflowReader.read("f", text);
        assertThat(result).isInstanceOf(ReadResult.Valid.class);
        return result.problems();
    }

    private static void wrong(LintRule rule, String expression, String message) {
        assertThat(inCondition(expression))
                .as(expression)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).contains(message);
                    assertThat(problem.rule()).isEqualTo(rule);
                    assertThat(problem.level()).isEqualTo(Problem.Level.WARNING);
                });
    }

    @Test
    void fieldsOfWhatHasNoneAreAlwaysEmpty() {
        LintRule rule = LintRule.REFERENCE;
        wrong(rule, "github.ref.name == 'x'", "`github.ref` is a text and has no fields");
        wrong(rule, "inputs.flag.x", "`inputs.flag` is true or false and has no fields");
        wrong(rule, "matrix.node.major == 1", "`matrix.node` is a number and has no fields");
        wrong(rule, "steps.script.output.x", "has only conclusion, outcome, outputs; did you mean");
        wrong(rule, "steps.script.outputs.x.y", "`steps.script.outputs.x` is a text");
        wrong(rule, "needs.first.output.o", "has only outputs, result; did you mean `outputs`?");
        wrong(rule, "needs.*.conclusion", "`needs.*` has only outputs, result");
        wrong(rule, "job.container.name", "has only id, network");
        wrong(rule, "github.actor.*", "`.*` of a text gives nothing");
        wrong(
                rule,
                "fromJSON('{\"win\": 1, \"mac\": 2}')['linux'] == github.ref",
                "has only mac, win");
        wrong(rule, "matrix.target.arch == 'x'", "`matrix.target` has only cpu, os");
        wrong(rule, "matrix.target.cpu.kin", "has only kind; did you mean `kind`?");
        wrong(rule, "env[0] == 'x'", "`0` is a number, and fields of an object have names");
        wrong(rule, "vars[inputs.flag] == 'x'", "`inputs.flag` is true or false");
        wrong(rule, "job.services.db.port", "has only id, network, ports; did you mean `ports`?");
    }

    @Test
    void whatIsNeverEqualIsNamed() {
        LintRule rule = LintRule.COMPARISON;
        wrong(rule, "inputs.flag == 'true'", "leave out the quotes");
        wrong(rule, "'false' != inputs.dry", "leave out the quotes");
        wrong(rule, "inputs.count == 'many'", "a text that is none");
        wrong(rule, "matrix.fast == 'yes'", "one is true or false");
        wrong(rule, "matrix.fast == 2", "one is true or false");
        wrong(rule, "matrix.node == '18.x'", "one is a number");
        wrong(rule, "matrix.labels == 'a'", "one is a list");
        wrong(rule, "matrix.target == 'linux'", "one is an object");
        wrong(
                rule,
                "needs.first.result == 'failed'",
                "one of success, failure, cancelled, skipped");
        wrong(rule, "steps.script.outcome != 'error'", "one of success");
        wrong(rule, "job.status == 'skipped'", "one of success, failure, cancelled");
        wrong(rule, "runner.os == 'ubuntu'", "one of Linux, Windows, macOS");
        wrong(rule, "github.ref_type == 'heads'", "one of branch, tag");
        wrong(rule, "contains(needs.*.result, 'failed')", "is no item");
        wrong(rule, "matrix.target < 3", "an object and has no order");
        wrong(rule, "inputs.flag > 'a'", "true or false and has no order");
        wrong(rule, "1 > null || github.ref", "null and has no order");
        wrong(rule, "failure() == 'true'", "leave out the quotes");
        wrong(rule, "contains(github.ref, 'x') == 'true'", "leave out the quotes");
    }

    @Test
    void whatFunctionsCanDoNothingWithIsNamed() {
        LintRule rule = LintRule.EVALUATION;
        wrong(rule, "startsWith(matrix.labels, 'a')", "`startsWith` never holds");
        wrong(rule, "contains(needs.first.outputs, 'a')", "`contains` never holds");
        wrong(rule, "contains('abc', matrix.labels)", "`contains` never holds");
        wrong(rule, "fromJSON(matrix.target).os == 'x'", "`fromJSON` fails");
        wrong(rule, "hashFiles(matrix.labels) == ''", "`hashFiles` finds no files");
        wrong(rule, "join(matrix.target) == ''", "`join` gives nothing");
        wrong(rule, "format('{0}', github.ref, github.sha) == ''", "its pattern has no {1}");
        wrong(rule, "format('{{0}} {1}', github.ref, github.sha) == ''", "has no {0}");
        wrong(rule, "case(github.ref, 'a', 'b') == 'a'", "a condition must be true or false");
        wrong(LintRule.OBJECT_AS_TEXT, "format('{0}', matrix.labels) == ''", "`Array`");
    }

    @Test
    void anObjectInATextIsNamed() {
        for (String object :
                List.of(
                        "github",
                        "github.event",
                        "env",
                        "vars",
                        "github.event.commits.*.author",
                        "matrix.target",
                        "matrix.target.cpu",
                        "matrix",
                        "needs.first",
                        "needs.first.outputs",
                        "steps.script",
                        "runner",
                        "matrix.labels",
                        "needs.*.result",
                        "fromJSON('[1]')",
                        "fromJSON('{\"a\": {}}').a",
                        "matrix.labels || matrix.labels")) {
            assertThat(inText(object))
                    .as(object)
                    .singleElement()
                    .extracting(Problem::rule)
                    .isEqualTo(LintRule.OBJECT_AS_TEXT);
        }
    }

    @Test
    void whatMayWorkIsLeftAlone() {
        for (String fine :
                List.of(
                        "github.event.pull_request.head.repo.fork == 'true'",
                        "github.event.anything.at.all == 3",
                        "inputs.flag == true && inputs.flag != false && !inputs.dry",
                        "inputs.flag == '' || inputs.flag == null || inputs.flag == 0",
                        "inputs.flag == '1'",
                        "inputs.both == 'true'",
                        "inputs.level == 'low' && inputs.name == 'x' && inputs.count == '3'",
                        "inputs.count > 3 && inputs.name < 'b'",
                        "github.run_number == 1 && github.run_attempt > 1",
                        "github.event.inputs.flag == 'true'",
                        "matrix.node == '18' && matrix.node == 18 && matrix.node >= 18",
                        "matrix.mixed == 'a' && matrix.mixed == 1 && matrix.mixed.x == 1",
                        "matrix.text == 'zzz' && matrix.extra == 1",
                        "matrix.target.os == 'linux' && matrix.target.cpu.kind == 'x'",
                        "matrix.target == null || matrix.target == ''",
                        "matrix.labels[0] == 'a' && contains(matrix.labels, 'a')",
                        "contains(matrix.labels.*, 'a')",
                        "needs.first.result == 'success' && needs.first.result == 'Failure'",
                        "needs.first.result != ''",
                        "contains(needs.*.result, 'failure') && contains(needs.*.outputs.o, 'x')",
                        "join(needs.*.result, ',') == 'success'",
                        "steps.script.outputs.any == 'x' && steps.script.conclusion == 'skipped'",
                        "steps.checkout.outputs.ref == 'x'",
                        "steps.script.outputs['any'] == 'true'",
                        "env.FLAG == 'true' && env.FLAG == true",
                        "vars.FLAG == 'true' && vars[env.NAME] == 'x'",
                        "runner.os == 'linux' && runner.arch == 'RISCV' && runner.debug == '1'",
                        "job.services.db.ports['5432'] == 1 && job.container.id == 'x'",
                        "job.status == 'success' && strategy.job-index == 0",
                        "strategy.fail-fast == true && strategy.job-total > 1",
                        "fromJSON(inputs.name).x == 1 && fromJSON('{\"a\":[1]}').a[0] == 1",
                        "fromJSON('[1, 2]')[0] == 1 && contains(fromJSON('[\"a\"]'), github.ref)",
                        "(github.ref == 'x' && 'a' || 'b') == 'a'",
                        "(inputs.flag && 'a' || 'b') == 'true'",
                        "format('{0} {0} {1}', github.ref, matrix.node) == 'x'",
                        "format(github.ref, github.sha) == 'x'",
                        "case(inputs.flag, 'a', github.ref == 'x', 'b', 'c') == 'b'",
                        "case(github.event.x, 'a', 'b') == 'a'",
                        "toJSON(needs) == 'x' && toJSON(matrix.labels) != '[]'",
                        "hashFiles('a', matrix.text) != ''",
                        "success() && !cancelled() || always()",
                        "github.repository == 'a/b' && github['actor'] != 'x[bot]'",
                        "startsWith(github.ref, 'a')")) {
            assertThat(inCondition(fine)).as(fine).isEmpty();
        }
        for (String fine :
                List.of(
                        "github.event.commits",
                        "github.event.any",
                        "toJSON(github)",
                        "join(matrix.labels, ' ')",
                        "matrix.target.os",
                        "matrix.target.later || 'x'",
                        "inputs.flag",
                        "needs.first.outputs.o",
                        "secrets.TOKEN",
                        "matrix.labels && 'x'",
                        "matrix.labels || 'x'",
                        "fromJSON('\"x\"')")) {
            assertThat(inText(fine)).as(fine).isEmpty();
        }
    }
}
