package dev.minijenkin.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.artifact.ArtifactBeginning;
import dev.minijenkin.db.artifact.ArtifactPacking;
import dev.minijenkin.db.artifact.Artifacts;
import dev.minijenkin.db.artifact.NewArtifact;
import dev.minijenkin.db.testreport.TestOutcome;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.testreport.TestReports;
import dev.minijenkin.db.testreport.TestResult;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.server.api.ApiBench;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Artifacts and results of tests over HTTP, as a runner wrote them.
class ResultsTest {
    @TempDir private Path folder;
    @AutoClose private ApiBench bench;

    @BeforeEach
    void start() {
        bench = new ApiBench(folder, ApiBench.PATIENT);
    }

    /// Over the borders of its pieces.
    @Test
    void anArtifactComesByteForByteWholeAndInParts() throws NoSuchAlgorithmException {
        byte[] content = new byte[2 * Artifacts.PIECE + 12_345];
        new Random(7).nextBytes(content);
        long id = artifact("site", ArtifactPacking.TAR_GZ, content);

        JsonNode told = ApiBench.json(bench.get("/artifacts/" + id));
        assertThat(told.get("bytes").asLong()).isEqualTo(content.length);
        assertThat(told.get("sha256").asText()).isEqualTo(digest(content));
        HttpResponse<byte[]> whole = content(id, "Accept-Encoding", "gzip");
        assertThat(whole.body()).isEqualTo(content);
        assertThat(whole.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(content.length);
        String tag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(content(id, "If-None-Match", tag).statusCode()).isEqualTo(304);
        for (int from : List.of(0, Artifacts.PIECE - 3, 2 * Artifacts.PIECE, content.length - 1)) {
            int to = Math.min(content.length, from + Artifacts.PIECE + 7);
            HttpResponse<byte[]> part = content(id, "Range", "bytes=%d-%d".formatted(from, to - 1));
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, from, to));
        }
        HttpResponse<byte[]> outside = content(id, "Range", "bytes=" + content.length + "-");
        assertThat(outside.statusCode()).isEqualTo(416);
    }

    @Test
    void anEmptyArtifactIsNothingAndStillThere() {
        HttpResponse<byte[]> empty =
                content(artifact("none", ArtifactPacking.NONE, new byte[0]), "Accept", "*/*");
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
    }

    /// What a job made must not speak as this server, whatever it is called.
    @Test
    void aBrowserSavesAnArtifactAndNeverShowsIt() {
        long id = artifact("a\"; x=\r\nü.html", ArtifactPacking.NONE, new byte[] {'<'});
        HttpResponse<byte[]> content = content(id, "Accept", "text/html");
        assertThat(content.headers().firstValue("Content-Type"))
                .hasValue("application/octet-stream");
        assertThat(content.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(content.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        assertThat(content.headers().firstValue("Content-Disposition"))
                .hasValue(
                        "attachment; filename=\"a__ x____.html\"; filename*=UTF-8''a%22%3B%20x%3D%0D%0A%C3%BC.html");
    }

    @Test
    void ofEachNameTheLatestAttemptCountsAndWhatIsNotCompleteOrOldIsNotThere() {
        artifact("site", ArtifactPacking.ZIP, new byte[] {1});
        bench.server()
                .rows()
                .execute(
                        """
                        insert into artifacts (run_id, attempt, job_id, name, sha256, complete, expires_at)
                        select run_id, 2, job_id, t.name, sha256, t.complete, now() + t.kept
                        from artifacts, (values ('site', true, interval '1 day'), ('half', false, interval '1 day'),
                            ('old', true, interval '-1 day')) t (name, complete, kept)
                        """);
        String path = "/runs/" + bench.run().id().value() + "/artifacts";
        assertThat(ApiBench.json(bench.get(path)).get("items"))
                .singleElement()
                .satisfies(one -> assertThat(one.get("attempt").asInt()).isEqualTo(2));
        assertThat(ApiBench.json(bench.get(path + "?attempt=1")).get("items"))
                .singleElement()
                .satisfies(one -> assertThat(one.get("attempt").asInt()).isEqualTo(1));
        for (String gone : List.of("half", "old")) {
            String id =
                    bench.server()
                            .rows()
                            .text("select id from artifacts where name = '" + gone + "'");
            assertThat(bench.get("/artifacts/" + id).statusCode()).as(gone).isEqualTo(404);
            assertThat(bench.get("/artifacts/" + id + "/content").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void resultsComeInPagesAndByOutcome() {
        TestReportId report =
                bench.server()
                        .owner()
                        .transaction(
                                tx -> TestReports.begin(tx, bench.claimed().claim(), 1, "unit"))
                        .orElseThrow();
        bench.server()
                .owner()
                .transaction(tx ->
                        TestReports.add(
                                tx,
                                bench.claimed().claim(),
                                report,
                                0,
                                List.of(
                                        result("a", TestOutcome.PASSED),
                                        result("b", TestOutcome.FAILED),
                                        result("c", TestOutcome.PASSED))));
        String path = "/test-reports/" + report.value();
        assertThat(bench.get(path).statusCode()).as("it is not complete").isEqualTo(404);
        bench.server()
                .owner()
                .transaction(tx -> TestReports.complete(tx, bench.claimed().claim(), report));

        JsonNode first = ApiBench.json(bench.get(path + "/results?limit=2"));
        assertThat(first.get("items").findValuesAsText("name")).containsExactly("a", "b");
        assertThat(first.get("items").findValuesAsText("place")).containsExactly("1", "2");
        JsonNode second =
                ApiBench.json(
                        bench.get(path + "/results?limit=2&after=" + first.get("next").asText()));
        assertThat(second.get("items").findValuesAsText("name")).containsExactly("c");
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(
                        ApiBench.json(bench.get(path + "/results?outcome=failed"))
                                .get("items")
                                .findValuesAsText("name"))
                .containsExactly("b");
        JsonNode failed =
                ApiBench.json(bench.get("/runs/" + bench.run().id().value() + "/failed-tests"));
        assertThat(failed.at("/items/0/verdict").asText()).isEqualTo("broken");
    }

    @Test
    void nothingIsForATokenOfOtherRepositories() {
        long id = artifact("site", ArtifactPacking.ZIP, new byte[] {1});
        bench.server()
                .rows()
                .execute(
                        "insert into repositories (name, url, default_branch, hook_secret, hook_sealed_to) select 'other/one', url || 'x', default_branch, hook_secret, hook_sealed_to from repositories limit 1");
        bench.server()
                .rows()
                .execute(
                        "insert into test_reports (repository_id, run_id, attempt, job_id, step_number, name, complete) values (%d, %d, 1, %d, 1, 'unit', true)"
                                .formatted(
                                        bench.shop().value(),
                                        bench.run().id().value(),
                                        bench.job().value()));
        String other = bench.token("mj_viewer", TokenScope.READ, "other/one");
        String run = "/runs/" + bench.run().id().value();
        String report =
                "/test-reports/" + bench.server().rows().text("select id from test_reports");
        for (String path :
                List.of(
                        "/artifacts/" + id,
                        "/artifacts/" + id + "/content",
                        run + "/artifacts",
                        run + "/summaries",
                        run + "/test-reports",
                        run + "/failed-tests",
                        report,
                        report + "/results",
                        "/jobs/" + bench.job().value() + "/summary",
                        "/repositories/" + bench.shop().value() + "/failing-tests")) {
            assertThat(bench.get(path, other).statusCode()).as(path).isEqualTo(404);
        }
    }

    private static TestResult result(String name, TestOutcome outcome) {
        return new TestResult("ShopTest", name, outcome, 1, "", "", "", 0);
    }

    private HttpResponse<byte[]> content(long id, String header, String value) {
        HttpRequest.Builder request =
                bench.request("/artifacts/" + id + "/content", bench.admin())
                        .header(header, value)
                        .GET();
        return bench.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private long artifact(String name, ArtifactPacking packing, byte[] content) {
        return bench.server()
                .owner()
                .transaction(tx -> {
                    var claim = bench.claimed().claim();
                    ArtifactBeginning begun =
                            Artifacts.begin(
                                    tx,
                                    claim,
                                    new NewArtifact(name, 9, packing, "text/html"),
                                    false);
                    var id = ((ArtifactBeginning.Begun) begun).id();
                    for (int at = 0; at < content.length; at += Artifacts.PIECE) {
                        byte[] piece =
                                Arrays.copyOfRange(
                                        content,
                                        at,
                                        Math.min(content.length, at + Artifacts.PIECE));
                        Artifacts.append(tx, claim, id, at / Artifacts.PIECE, piece);
                    }
                    Artifacts.complete(tx, claim, id, HexFormat.of().parseHex(digest(content)));
                    return id.value();
                });
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
