package dev.minijenkin.workflow.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.property.Samples;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever a file holds, reading it gives a result, and soon.
@ExtendWith(InstancioExtension.class)
class ReaderFuzzTest {
    private static final long LONGEST_NANOS = 1_000_000_000L;
    private static final String FILE =
            """
            name: &name CI
            on:
              push: {branches: [main, '!x/**'], paths: ["a", b]}
              schedule: [{cron: '0 0 * * 1', timezone: UTC}]
              workflow_dispatch:
                inputs:
                  level: {type: choice, options: [a, b], default: a}
              workflow_call: {inputs: {x: {type: number}}, secrets: {y: }}
            concurrency: {group: '${{ github.ref }}', cancel-in-progress: true}
            jobs:
              one:
                strategy: {matrix: {os: [a, b], include: [{os: c}], exclude: [{os: a}]}}
                runs-on: ${{ matrix.os }}
                container: {image: x, env: {A: *name}}
                services: {db: {image: y, ports: [1]}}
                outputs: {o: '${{ steps.s.outputs.o }}'}
                steps:
                  - id: s
                    if: ${{ always() && github.ref != 'x' }}
                    run: |
                      echo ${{ github.event.issue.title }}
                      echo two
                  - uses: actions/checkout@v4
                    with: {fetch-depth: 0}
              two:
                needs: [one]
                uses: ./a.yml
                with: {x: 1}
                secrets: inherit
            """;

    private static final List<String> PIECES = pieces();

    private static void read(String text) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        ReadResult result = WorkflowReader.read("f.yml", text);
        long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(end - start).isLessThan(LONGEST_NANOS);
        long lines = text.lines().count() + 2;
        assertThat(result.problems())
                .allSatisfy(problem -> {
                    assertThat((long) problem.line()).isBetween(1L, lines);
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.message()).isNotBlank();
                });
        if (result instanceof ReadResult.Invalid invalid) {
            assertThat(invalid.problems())
                    .anyMatch(problem -> problem.level() == Problem.Level.ERROR);
        }
    }

    @Test
    void mutatedFilesAreRead(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(4000, ReaderFuzzTest::mutated, ReaderFuzzTest::read);
    }

    @Test
    void mixturesOfYamlAreRead(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(6000, s -> s.mixture(0, 40, PIECES), ReaderFuzzTest::read);
    }

    @Test
    void anyTextIsRead(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(2000, s -> s.text(255), ReaderFuzzTest::read);
    }

    private static String mutated(Samples samples) {
        String text = FILE;
        for (Mutation mutation : samples.list(1, 4, () -> mutation(samples))) {
            text = mutation.apply(text);
        }
        return text;
    }

    private static Mutation mutation(Samples samples) {
        return new Mutation(
                samples.number(0, FILE.length() - 1), samples.number(0, 25), samples.any(PIECES));
    }

    private record Mutation(int at, int cut, String piece) {
        String apply(String text) {
            int from = Math.min(at, text.length());
            return text.substring(0, from)
                    + piece
                    + text.substring(Math.min(text.length(), from + cut));
        }
    }

    private static List<String> pieces() {
        List<String> pieces =
                new ArrayList<>(
                        List.of(
                                "",
                                "\n",
                                "\n  ",
                                "\n    ",
                                "\n- ",
                                ": ",
                                ":",
                                "- ",
                                "{",
                                "}",
                                "[",
                                "]",
                                ",",
                                "'",
                                "\"",
                                "|",
                                ">",
                                "|-\n",
                                "&a ",
                                "*a",
                                "*b",
                                "!!str ",
                                "!x ",
                                "#",
                                "?",
                                "%YAML 1.2\n",
                                "---\n",
                                "...\n",
                                "\t",
                                "\r\n",
                                "<<: *a",
                                "~",
                                "null",
                                "true",
                                "1",
                                "0x10",
                                "0xFFFFFFFFFF",
                                "1e999",
                                ".nan",
                                "${{",
                                "}}",
                                "${{ insert }}",
                                "${{ github.ref }}",
                                "\u0000",
                                "\ud800",
                                "\ufeff",
                                "\u0085",
                                "\u2028",
                                "é",
                                "\ud83d\ude00"));
        FILE.lines().map(line -> line + "\n").forEach(pieces::add);
        FILE.lines().map(String::strip).forEach(pieces::add);
        return pieces;
    }
}
