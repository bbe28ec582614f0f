package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What processes print, as it stands in the database.
class LogOfAJobTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        runner = bench.runner("oak", 2, folder.resolve("oak"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void everyByteIsKept() {
        assertThat(printed("printf 'a\\000b\\377\\303\\r\\n\\n\\033[31mred\\n'"))
                .isEqualTo("a\0b\u00ff\u00c3\r\n\n\u001b[31mred\n");
    }

    @Test
    void aLastLineWithoutItsEndIsKept() {
        assertThat(printed("printf 'one\\ntwo'")).isEqualTo("one\ntwo\n");
    }

    @Test
    void aLineThatStaysOpenIsSeenBeforeItEnds() {
        RunId run = bench.pushSteps("- run: printf 'Password:'; sleep 1000");

        bench.awaitLine(run, "Password:");
        Job job = bench.job(run);
        assertThat(new String(bench.bytes(job.id()), StandardCharsets.UTF_8)).endsWith("Password:");
    }

    @Test
    void aVeryLongLineStaysOneLine() {
        assertThat(printed("head -c 5000000 /dev/zero | tr '\\0' x; echo; echo end"))
                .isEqualTo("x".repeat(5_000_000) + "\nend\n");
    }

    @Test
    void manyLinesComeInOrderAndNoneTwice() {
        RunId run = bench.pushSteps("- run: seq 1 200000");
        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);

        assertThat(bench.printed(run))
                .isEqualTo(IntStream.rangeClosed(1, 200_000).mapToObj(Integer::toString).toList());
        List<LogChunk> chunks = bench.chunks(bench.job(run).id());
        long line = 1;
        for (int i = 0; i < chunks.size(); i++) {
            assertThat(chunks.get(i).seq()).isEqualTo(i);
            assertThat(chunks.get(i).firstLine()).isEqualTo(line);
            line += chunks.get(i).lineCount();
        }
    }

    @Test
    void theLimitCutsTheLogVisibly() {
        bench.execute("update settings set log_limit_bytes = 10000");
        RunId run = bench.pushSteps("- run: seq 1 100000; echo last >&2");

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.text("select log_truncated from jobs")).isEqualTo("t");
        assertThat(bench.bytes(bench.job(run).id()).length).isBetween(9_000, 10_200);
        assertThat(bench.printed(run).getLast()).contains("has reached its limit of 10000 bytes");
    }

    @Test
    void whatIsDeclaredSecretIsNotPrinted() {
        assertThat(printed("echo ::add-mask::hunter2; echo the word is hunter2; printf hunter2"))
                .isEqualTo("the word is ***\n***\n");
    }

    @Test
    void whatAWordOfTheEnvironmentHoldsCannotBreakTheDatabase() {
        RunId run =
                bench.pushSteps(
                        """
                        - name: Name ${{ fromJSON('"a\\u0000b"') }}
                          id: odd
                          run: printf 'odd=a\\000b\\n' >> "$GITHUB_OUTPUT"
                        - run: echo "${{ steps.odd.outputs.odd }}"
                        """);

        bench.awaitRun(run);
        assertThat(bench.steps(bench.job(run)).getFirst().name()).isEqualTo("Name a\ufffdb");
    }

    /// What one step with this script printed, one character a byte.
    private String printed(String script) {
        RunId run = bench.pushSteps("- run: " + quoted(script));
        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        String all = new String(bench.bytes(bench.job(run).id()), StandardCharsets.ISO_8859_1);
        return all.substring(all.indexOf("##[endgroup]\n") + "##[endgroup]\n".length());
    }

    private static String quoted(String script) {
        return "|\n    " + script;
    }
}
