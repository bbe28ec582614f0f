package dev.minijenkin.workflow.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.plan.RunPlanner;
import dev.minijenkin.workflow.preview.Preview;
import dev.minijenkin.workflow.preview.PreviewEvent;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.property.Samples;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever files hold that name each other, lint, planner and preview answer, and throw nothing.
@ExtendWith(InstancioExtension.class)
class LintFuzzTest {
    private static final String MAIN =
            """
            on:
              push: {branches: ['**']}
              workflow_dispatch: {inputs: {flag: {type: boolean, default: true}, n: {type: number}}}
            permissions: {contents: write, id-token: write}
            env: {A: "${{ github.ref }}"}
            jobs:
              one:
                runs-on: [l, "${{ matrix.os }}"]
                strategy:
                  matrix: {os: [a, b], v: [1, [x], {y: z}], include: [{os: c, w: true}], exclude: [{os: a}]}
                outputs: {o: "${{ steps.act.outputs.out }}"}
                steps:
                  - {uses: ./act, id: act, with: {who: "${{ matrix.v.y }}"}}
                  - {uses: actions/checkout@v4, id: co, with: {depth: 1}}
                  - if: inputs.flag == 'true' && contains(matrix.v.*, 'x') || steps.co.outputs.ref < 1
                    run: |
                      echo ${{ format('{0} {1}', github.sha, env.A) }} ${{ join(matrix.v) }}
                      echo "::set-output name=a::b" ${{ toJSON(fromJSON('{"a": [1]}').a[0]) }}
                    shell: bash -e {0}
                    env: {"B C": "${{ case(failure(), needs, 1) }}"}
                    timeout-minutes: ${{ strategy.job-index }}
              two:
                needs: [one]
                if: needs.one.result == 'failed' || needs.*.outputs.o
                uses: ./called.yml
                with: {x: "${{ needs.one.outputs.o }}"}
                permissions: read-all
              three: {needs: two, uses: ./called.yml, secrets: inherit}
            """;

    private static final String CALLED =
            """
            on: {workflow_call: {inputs: {x: {type: string, required: true}}, outputs: {y: {value: "${{ jobs.b.outputs.z }}"}}}}
            permissions: {contents: read}
            jobs:
              b: {runs-on: l, outputs: {z: "${{ inputs.x }}"}, permissions: write-all, steps: [{run: x}]}
              c: {uses: ./called.yml, needs: b}
            """;

    private static final String ACTION =
            """
            inputs: {who: {required: true}, old: {deprecationMessage: no}}
            outputs: {out: {value: x}}
            runs: {using: composite}
            """;

    private static final List<String> PIECES = pieces();

    /// A file, one that it calls and an action.
    private record Repository(String main, String called, String action)
            implements RepositoryFiles {
        @Override
        public Optional<String> text(CallTarget file) {
            return switch (file.path()) {
                case "called.yml" -> Optional.of(called);
                case "act/action.yml" -> Optional.of(action);
                default -> Optional.empty();
            };
        }
    }

    @Test
    void lintAnswersWhateverTheFilesAre(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                3000,
                s -> new Repository(changed(s, MAIN), changed(s, CALLED), changed(s, ACTION)),
                LintFuzzTest::lint);
    }

    @Test
    void lintAnswersWhateverBecomesOfBytesAndLines(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                1000,
                s ->
                        new Repository(
                                s.either() ? otherBytes(s, MAIN) : otherLines(s, MAIN),
                                s.either() ? otherBytes(s, CALLED) : otherLines(s, CALLED),
                                s.either() ? otherBytes(s, ACTION) : otherLines(s, ACTION)),
                files -> {
                    lint(files);
                    plan(files);
                });
    }

    private static String otherBytes(Samples samples, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int i = samples.number(1, 6); i > 0; i--) {
            bytes[samples.number(0, bytes.length - 1)] = (byte) samples.number(0, 255);
        }
        return new String(bytes, UTF_8);
    }

    /// Some of its lines twice, gone, at another place or deeper.
    private static String otherLines(Samples samples, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = samples.number(1, 5); i > 0 && !lines.isEmpty(); i--) {
            String line = lines.remove(samples.number(0, lines.size() - 1));
            List<String> instead =
                    samples.any(
                            List.of(
                                    List.of(),
                                    List.of(line),
                                    List.of(line, line),
                                    List.of("  " + line),
                                    List.of(line.strip())));
            lines.addAll(samples.number(0, lines.size()), instead);
        }
        return String.join("\n", lines);
    }

    private static void lint(Repository files) {
        LintReport report =
                Linter.ofFiles()
                        .with(files)
                        .with((shell, script) -> List.of(new ScriptChecker.Remark(2, 7, script)))
                        .with(RunnerLabels.of(List.of(List.of("l"))))
                        .lint("ci.yml", files.main());
        assertThat(report.problems())
                .filteredOn(problem -> problem.path().equals("ci.yml"))
                .isSortedAccordingTo((a, b) ->
                        a.line() == b.line()
                                ? Integer.compare(a.column(), b.column())
                                : Integer.compare(a.line(), b.line()))
                .allSatisfy(problem -> {
                    assertThat((long) problem.line())
                            .isBetween(1L, files.main().lines().count() + 2);
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.message()).isNotBlank();
                });
        assertThat(report.toJson()).doesNotContain("\n");
        SourceExcerpt excerpt = SourceExcerpt.of("ci.yml", files.main());
        report.problems().forEach(problem -> assertThat(excerpt.show(problem)).isNotBlank());
        assertThat(report.valid())
                .isEqualTo(
                        report.problems().stream()
                                .noneMatch(problem -> problem.level() == Problem.Level.ERROR));
    }

    @Test
    void whatIsValidCanBePlannedOrIsRefusedWithASentence(
            @Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                3000,
                s -> new Repository(changed(s, MAIN), changed(s, CALLED), ACTION),
                LintFuzzTest::plan);
    }

    private static void plan(Repository files) {
        if (WorkflowReader.read("ci.yml", files.main())
                instanceof ReadResult.Valid(Workflow workflow, _)) {
            RunPlanner.plan(
                    "ci.yml",
                    workflow,
                    Map.of("github", ObjectValue.ofTexts(Map.of("ref", "x")), "n", Value.of(1)));
            for (String event : workflow.triggers().keySet()) {
                Preview.of(
                        "ci.yml",
                        workflow,
                        new PreviewEvent(
                                event,
                                Optional.empty(),
                                PreviewEvent.USUAL_REF,
                                Map.of(),
                                Optional.empty()),
                        files);
            }
        }
    }

    /// The text with some of its places changed, or as it is.
    private static String changed(Samples samples, String text) {
        String changed = text;
        for (int i = samples.number(0, 3); i > 0; i--) {
            int from = samples.number(0, changed.length());
            int to = Math.min(changed.length(), from + samples.number(0, 12));
            changed = changed.substring(0, from) + samples.any(PIECES) + changed.substring(to);
        }
        return changed;
    }

    private static List<String> pieces() {
        List<String> pieces =
                new ArrayList<>(
                        List.of(
                                "",
                                "\n",
                                "\n    ",
                                "- ",
                                ": ",
                                "{",
                                "}",
                                "[",
                                "]",
                                ",",
                                "'",
                                "\"",
                                "|\n",
                                ">\n",
                                "*",
                                "&a ",
                                "*a ",
                                "${{",
                                "}}",
                                "${{ matrix }}",
                                "${{ matrix.os }}",
                                "!",
                                "==",
                                "!=",
                                "<",
                                "&&",
                                "||",
                                "(",
                                ")",
                                "[0]",
                                "['x']",
                                ".*",
                                ".x",
                                "null",
                                "true",
                                "1",
                                "-1",
                                "1e99",
                                "''",
                                "{0}",
                                "{9",
                                "NaN",
                                "inputs",
                                "needs",
                                "steps",
                                "matrix",
                                "github",
                                "format(",
                                "join(",
                                "case(",
                                "fromJSON(",
                                "fromJSON('[')",
                                "./called.yml",
                                "./act",
                                "./",
                                "$/",
                                "@",
                                "read-all",
                                "{}",
                                "[]",
                                "~",
                                "\u0000",
                                "\ud800",
                                "\r",
                                "é",
                                "\ud83d\ude00"));
        Stream.of(MAIN, CALLED, ACTION)
                .flatMap(String::lines)
                .forEach(line -> {
                    pieces.add(line + "\n");
                    pieces.add(line.strip());
                });
        return pieces;
    }
}
