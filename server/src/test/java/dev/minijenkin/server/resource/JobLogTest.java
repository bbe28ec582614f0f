package dev.minijenkin.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.server.api.ApiBench;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log of a job over HTTP: whole, in parts, packed.
class JobLogTest {
    @TempDir private Path folder;
    private ApiBench bench;

    @BeforeEach
    void start() {
        bench = new ApiBench(folder);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void theLogIsWholeByteForByte() {
        bench.print(0, 1, false, "first", "seco…");
        bench.print(1, 2, true, "nd ü", "third", "open…");

        HttpResponse<String> log = bench.get(path());

        assertThat(log.statusCode()).isEqualTo(200);
        assertThat(log.body()).isEqualTo("first\nsecond ü\nthird\nopen");
        assertThat(log.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(log.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(log.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(
                        bench.get(path() + "?download=true")
                                .headers()
                                .firstValue("Content-Disposition")
                                .orElseThrow())
                .contains("attachment", ".log");
    }

    /// However it is cut, the parts put together are the whole.
    @Test
    void eachPartIsWhatTheWholeHasThere() {
        long line = 1;
        for (int seq = 0; seq < 40; seq++) {
            bench.print(seq, line, false, "line " + seq, "ünï " + "x".repeat(seq), "");
            line += 3;
        }
        byte[] whole = bytes(path(), "bytes=0-", 206);
        assertThat(new String(whole, StandardCharsets.UTF_8)).isEqualTo(bench.get(path()).body());
        for (int from : IntStream.iterate(0, at -> at < whole.length, at -> at + 97).toArray()) {
            int to = Math.min(whole.length - 1, from + 150);
            assertThat(bytes(path(), "bytes=%d-%d".formatted(from, to), 206))
                    .isEqualTo(Arrays.copyOfRange(whole, from, to + 1));
        }
        assertThat(bytes(path(), "bytes=-10", 206))
                .isEqualTo(Arrays.copyOfRange(whole, whole.length - 10, whole.length));
        assertThat(bytes(path(), "bytes=0-5, 7-9", 200)).as("not understood").isEqualTo(whole);
    }

    @Test
    void aPartThatIsNotThereIsToldHowLongTheLogIs() {
        bench.print(0, 1, false, "first");
        HttpResponse<String> outside =
                bench.send(bench.request(path(), bench.admin()).header("Range", "bytes=6-").GET());
        assertThat(outside.statusCode()).isEqualTo(416);
        assertThat(outside.headers().firstValue("Content-Range")).contains("bytes */6");
        bench.print(1, 2, false, "more");
        HttpResponse<String> more =
                bench.send(bench.request(path(), bench.admin()).header("Range", "bytes=6-").GET());
        assertThat(more.body()).as("what came since").isEqualTo("more\n");
        assertThat(more.headers().firstValue("Content-Range")).contains("bytes 6-10/11");
    }

    @Test
    void whatAClaimLeftOpenIsALineOfItsOwn() {
        bench.print(0, 1, false, "lost…");
        bench.server()
                .owner()
                .runInTransaction(tx -> {
                    Claims.release(tx, bench.claimed().claim(), ClaimOutcome.RUNNER_LOST);
                    SampleData.touchSettings(tx);
                });
        bench.server()
                .rows()
                .execute(
                        """
                        insert into claims (job_id, runner_id, instance, priority, vtime, log_day)
                        select job_id, runner_id, instance, priority, vtime, log_day from claims where id = %1$d;
                        insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues,
                            raw_bytes, first_at, codec, body)
                        select day, job_id, (select max(id) from claims), 0, 1, 1, 1, false, raw_bytes, first_at, codec, body
                        from job_logs where claim_id = %1$d
                        """
                                .formatted(bench.claimed().claim().value()));
        assertThat(bench.get(path()).body()).isEqualTo("lost\nlost");
        assertThat(new String(bytes(path(), "bytes=4-6", 206), StandardCharsets.UTF_8))
                .isEqualTo("\nlo");
    }

    @Test
    void aLargeLogIsPackedForWhoTakesThat() throws IOException {
        long line = 1;
        for (int seq = 0; seq < 20; seq++) {
            bench.print(seq, line++, false, "x".repeat(60_000) + seq);
        }
        HttpResponse<byte[]> packed =
                bench.send(
                        bench.request(path(), bench.admin())
                                .header("Accept-Encoding", "gzip")
                                .GET(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(100_000);
        byte[] text = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
        assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(bench.get(path()).body());
    }

    @Test
    void aLogThatIsOverHasATag() {
        bench.print(0, 1, false, "first");
        assertThat(bench.get(path()).headers().firstValue("ETag")).isEmpty();
        bench.server()
                .rows()
                .execute(
                        "update jobs set state = 'finished', conclusion = 'success', finished_at = now()");
        String tag = bench.get(path()).headers().firstValue("ETag").orElseThrow();
        assertThat(
                        bench.send(
                                        bench.request(path(), bench.admin())
                                                .header("If-None-Match", tag)
                                                .GET())
                                .statusCode())
                .isEqualTo(304);
    }

    @Test
    void aLogThatIsNotThereIsEmpty() {
        HttpResponse<String> log = bench.get("/jobs/%d/log".formatted(bench.queued().value()));
        assertThat(log.statusCode()).isEqualTo(200);
        assertThat(log.body()).isEmpty();
        assertThat(bench.get("/jobs/999999/log").statusCode()).isEqualTo(404);
    }

    private String path() {
        return "/jobs/%d/log".formatted(bench.job().value());
    }

    private byte[] bytes(String path, String range, int status) {
        HttpResponse<byte[]> response =
                bench.send(
                        bench.request(path, bench.admin()).header("Range", range).GET(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(status);
        return response.body();
    }
}
