package dev.minijenkin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.login.Logins;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.testing.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The REST interface on a real port: who may, what is refused, and how answers are sent.
class ApiEndpointTest {
    private static final ApiLimits FEW =
            new ApiLimits(
                    0.5,
                    10,
                    3,
                    1 << 14,
                    64,
                    10,
                    ApiLimits.USUAL.heartbeat(),
                    ApiLimits.USUAL.unread(),
                    ApiLimits.USUAL.check());

    @TempDir private Path folder;
    private final List<ApiBench> benches = new ArrayList<>();

    @AfterEach
    void stop() {
        benches.forEach(ApiBench::close);
    }

    private ApiBench start(ApiLimits limits) {
        ApiBench bench = new ApiBench(folder, limits);
        benches.add(bench);
        return bench;
    }

    private ApiBench start() {
        return start(ApiLimits.USUAL);
    }

    @Test
    void aTokenThatIsRevokedEndsAtOnce() {
        ApiBench bench = start();
        String token = bench.token("mj_viewer", TokenScope.READ);
        assertThat(bench.get("/runs", token).statusCode()).isEqualTo(200);

        bench.server().rows().execute("update tokens set revoked_at = now(), revoked_by = 'x'");

        HttpResponse<String> refused = bench.get("/runs", token);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(refused.body()).contains("was revoked").doesNotContain(token);
    }

    /// One at a time is carried out, and the others are not sent away for that.
    @Test
    void manyThatComeAtOnceEachHaveTheirTurn() throws Exception {
        ApiBench bench =
                start(
                        new ApiLimits(
                                1000,
                                1000,
                                3,
                                1 << 14,
                                1,
                                10,
                                ApiLimits.USUAL.heartbeat(),
                                ApiLimits.USUAL.unread(),
                                ApiLimits.USUAL.check()));
        List<Callable<Integer>> requests =
                Collections.nCopies(40, () -> bench.get("/runs").statusCode());

        try (ExecutorService threads = Executors.newFixedThreadPool(40)) {
            for (Future<Integer> status : threads.invokeAll(requests)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
    }

    @Test
    void scopesAndReachAreKept() {
        ApiBench bench = start();
        RepositoryId other =
                bench.server().owner().transaction(tx -> SampleData.repository(tx, "other"));
        Run run =
                bench.server().owner().transaction(tx -> SampleData.queuedRun(tx, other, "build"));
        String reader = bench.token("mj_viewer", TokenScope.READ);
        String steerer = bench.token("mj_operator", TokenScope.STEER);
        String limited = bench.token("mj_viewer", TokenScope.READ, "shop/web");
        String limitedSteerer = bench.token("mj_operator", TokenScope.STEER, "shop/web");
        String cancelOther = "{\"kind\": \"cancel\", \"run\": %d}".formatted(run.id().value());

        assertThat(bench.post("/commands", reader, cancelOther).statusCode()).isEqualTo(403);
        assertThat(bench.get("/runs", steerer).statusCode()).isEqualTo(403);
        assertThat(bench.get("/runs/" + run.id().value(), limited).statusCode()).isEqualTo(404);
        assertThat(bench.get("/runs/%d/jobs".formatted(run.id().value()), limited).statusCode())
                .isEqualTo(404);
        assertThat(ApiBench.json(bench.get("/runs", limited)).get("items")).hasSize(1);
        assertThat(bench.get("/figures", limited).statusCode()).isEqualTo(403);
        assertThat(bench.get("/search?q=x", limited).statusCode()).isEqualTo(403);
        assertThat(bench.post("/commands", limitedSteerer, cancelOther).statusCode())
                .isEqualTo(404);
        HttpResponse<String> sent =
                bench.post(
                        "/commands",
                        limitedSteerer,
                        "{\"kind\": \"hold\", \"run\": %d}".formatted(bench.run().id().value()));
        assertThat(sent.statusCode()).isEqualTo(202);
        String address = sent.headers().firstValue("Location").orElseThrow().substring(7);
        assertThat(bench.get(address, limitedSteerer).statusCode())
                .as("who sent it sees what becomes of it")
                .isEqualTo(200);
        assertThat(bench.get(address, steerer).statusCode()).as("somebody else").isEqualTo(404);
        for (String ofAdministrators :
                List.of(
                        "{\"kind\": \"break_glass\", \"job\": %d, \"reason\": \"x\"}"
                                .formatted(bench.job().value()),
                        "{\"kind\": \"change_repository\", \"repository\": %d, \"guests\": \"all\"}"
                                .formatted(bench.run().repository().value()))) {
            assertThat(bench.post("/commands", steerer, ofAdministrators).statusCode())
                    .as(ofAdministrators)
                    .isEqualTo(403);
        }
    }

    /// At once, whatever the token was made for.
    @Test
    void aTokenGoesNoFurtherThanItsOwner() {
        ApiBench bench = start();
        RepositoryId other =
                bench.server().owner().transaction(tx -> SampleData.repository(tx, "other"));
        Run run =
                bench.server().owner().transaction(tx -> SampleData.queuedRun(tx, other, "build"));
        String token = bench.token("mj_operator", TokenScope.READ);
        String steerer = bench.token("mj_operator", TokenScope.STEER);
        String cancelOther = "{\"kind\": \"cancel\", \"run\": %d}".formatted(run.id().value());
        assertThat(bench.get("/runs/" + run.id().value(), token).statusCode()).isEqualTo(200);
        assertThat(bench.get("/figures", token).statusCode()).isEqualTo(200);

        bench.server()
                .owner()
                .run(tx -> Logins.limitPerson(tx, "api_mj_operator", List.of("shop/web")));

        assertThat(bench.get("/runs/" + run.id().value(), token).statusCode()).isEqualTo(404);
        assertThat(ApiBench.json(bench.get("/runs", token)).get("items")).hasSize(1);
        assertThat(ApiBench.json(bench.get("/repositories", token)).get("items")).hasSize(1);
        assertThat(bench.get("/figures", token).statusCode()).isEqualTo(403);
        assertThat(bench.post("/commands", steerer, cancelOther).statusCode()).isEqualTo(404);
    }

    @Test
    void aCommandTellsByItsAddressWhatCameOfIt() {
        ApiBench bench = start();
        HttpResponse<String> sent =
                bench.post(
                        "/commands",
                        bench.token("mj_operator", TokenScope.STEER),
                        "{\"kind\": \"hold\", \"run\": %d, \"reason\": \"Lunch\"}"
                                .formatted(bench.run().id().value()));
        String address = sent.headers().firstValue("Location").orElseThrow().substring(7);

        JsonNode done =
                await().atMost(Rows.PATIENCE)
                        .until(
                                () -> ApiBench.json(bench.get(address)),
                                command -> !command.get("state").asText().equals("pending"));

        assertThat(done.get("state").asText()).isEqualTo("done");
        assertThat(done.get("actor").asText()).isEqualTo("api_mj_operator");
        assertThat(done.get("reason").asText()).isEqualTo("Lunch");
        assertThat(bench.server().rows().text("select held_by from holds"))
                .isEqualTo("api_mj_operator");
    }

    @Test
    void aRequestThatIsSentAgainUnderItsKeyIsOneCommand() {
        ApiBench bench = start();
        String body = "{\"kind\": \"hold\", \"run\": %d}".formatted(bench.run().id().value());

        HttpResponse<String> first =
                bench.post("/commands", bench.admin(), body, "Idempotency-Key", "k");
        HttpResponse<String> again =
                bench.post("/commands", bench.admin(), body, "Idempotency-Key", "k");
        HttpResponse<String> other =
                bench.post(
                        "/commands",
                        bench.admin(),
                        body.replace("hold", "release"),
                        "Idempotency-Key",
                        "k");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(bench.server().rows().count("commands")).isEqualTo(1);
    }

    @Test
    void aCommandForLaterIsTakenBack() {
        ApiBench bench = start();
        HttpResponse<String> sent =
                bench.post(
                        "/commands",
                        bench.admin(),
                        "{\"kind\": \"cancel\", \"run\": %d, \"at\": \"2099-01-01T00:00:00Z\"}"
                                .formatted(bench.run().id().value()));
        assertThat(sent.statusCode()).as("more than 400 days ahead").isEqualTo(422);
        String soon =
                bench.server()
                        .rows()
                        .text(
                                "select to_char(now() at time zone 'UTC' + interval '1 day', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')");
        String address =
                bench.post(
                                "/commands",
                                bench.admin(),
                                "{\"kind\": \"cancel\", \"run\": %d, \"at\": \"%s\"}"
                                        .formatted(bench.run().id().value(), soon))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow()
                        .substring(7);

        HttpResponse<String> back =
                bench.send(bench.request(address + "?reason=no", bench.admin()).DELETE());

        assertThat(ApiBench.json(back).get("state").asText()).isEqualTo("withdrawn");
        assertThat(bench.send(bench.request(address, bench.admin()).DELETE()).statusCode())
                .isEqualTo(409);
    }

    @Test
    void bodiesThatAreNoneAreRefused() {
        ApiBench bench = start(FEW);
        List<Integer> answers = new ArrayList<>();
        for (String body :
                List.of(
                        "",
                        "[]",
                        "{\"kind\": \"cancel\"",
                        "{\"kind\": \"cancel\", \"kind\": \"hold\", \"run\": 1}",
                        "{\"a\": ".repeat(21) + "1" + "}".repeat(21),
                        "{\"kind\": \"fly\"}",
                        "{\"kind\": \"cancel\", \"run\": 1, \"job\": 1}",
                        " ".repeat((1 << 14) + 1))) {
            answers.add(bench.post("/commands", bench.admin(), body).statusCode());
        }
        assertThat(answers).containsExactly(400, 400, 400, 400, 400, 422, 422, 413);
        assertThat(
                        bench.send(
                                        bench.request("/commands", bench.admin())
                                                .header("Content-Type", "text/plain")
                                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                                .statusCode())
                .isEqualTo(415);
        assertThat(bench.server().rows().count("commands")).isZero();
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeAgain() {
        ApiBench bench = start(FEW);
        for (int i = 0; i < 10; i++) {
            assertThat(bench.get("/token").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = bench.get("/token");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 3);
        assertThat(bench.get("/token", bench.token("mj_viewer", TokenScope.READ)).statusCode())
                .as("another token")
                .isEqualTo(200);
    }

    @Test
    void whoGuessesTokensIsLetInNoMore() {
        ApiBench bench = start(FEW);
        for (int i = 0; i < 3; i++) {
            assertThat(bench.get("/token", "mjt_" + i).statusCode()).isEqualTo(401);
        }
        assertThat(bench.get("/token", "mjt_x").statusCode()).isEqualTo(429);
        assertThat(bench.get("/token").statusCode()).as("not even with a right one").isEqualTo(429);
    }

    @Test
    void pagesFollowEachOtherByTheirLinks() {
        ApiBench bench = start();
        for (int i = 0; i < 4; i++) {
            bench.server()
                    .owner()
                    .transaction(tx -> SampleData.queuedRun(tx, bench.shop(), "build"));
        }
        List<Long> ids = new ArrayList<>();
        String next = "/runs?limit=2&event=push";
        while (!next.isEmpty()) {
            HttpResponse<String> page = bench.get(next);
            ApiBench.json(page).get("items").forEach(run -> ids.add(run.get("id").asLong()));
            next =
                    page.headers()
                            .firstValue("Link")
                            .map(link -> link.replaceAll("</api/v1(.*)>; rel=\"next\"", "$1"))
                            .orElse("");
        }
        assertThat(ids).hasSize(5).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void whatDidNotChangeIsNotSentAgain() {
        ApiBench bench = start();
        String path = "/runs/" + bench.run().id().value();
        HttpResponse<String> first = bench.get(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                bench.send(
                        bench.request(path, bench.admin())
                                .header("If-None-Match", "\"x\", " + tag)
                                .GET());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();

        bench.server().rows().execute("update pipeline_runs set title = 'Another'");
        assertThat(
                        bench.send(
                                        bench.request(path, bench.admin())
                                                .header("If-None-Match", tag)
                                                .GET())
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersAreCompressedForWhoTakesThat() throws IOException {
        ApiBench bench = start();
        for (int i = 0; i < 5; i++) {
            bench.server()
                    .owner()
                    .transaction(tx -> SampleData.queuedRun(tx, bench.shop(), "build"));
        }
        HttpResponse<byte[]> packed =
                bench.send(
                        bench.request("/runs", bench.admin())
                                .header("Accept-Encoding", "br, gzip;q=0.8")
                                .GET(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        String text =
                new String(
                        new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(),
                        StandardCharsets.UTF_8);
        assertThat(text).isEqualTo(bench.get("/runs").body());
        assertThat(
                        bench.send(
                                        bench.request("/runs", bench.admin())
                                                .header("Accept-Encoding", "gzip;q=0")
                                                .GET())
                                .headers()
                                .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsToldAndComesBack() {
        ApiBench bench = start();
        bench.server().takeDatabaseAway();
        HttpResponse<String> away = bench.get("/runs");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(away.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        bench.server().bringDatabaseBack();
        await().atMost(Rows.PATIENCE).until(() -> bench.get("/runs").statusCode() == 200);
    }

    @Test
    void whatIsNotThereIsAProblemToo() {
        ApiBench bench = start();
        for (String path :
                List.of("/nothing", "/runs/0", "/runs/x", "/runs/999999999999999999999")) {
            HttpResponse<String> response = bench.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(ApiBench.json(response).get("detail").asText()).as(path).isNotBlank();
        }
        assertThat(bench.get("/runs?limit=101").body())
                .contains("`limit` must be a number from 1 to 100");
        assertThat(bench.get("/runs?limit=1&limit=2").statusCode()).isEqualTo(400);
        assertThat(bench.get("/runs?branch=%00").statusCode()).isEqualTo(400);
        assertThat(bench.send(bench.request("/runs", bench.admin()).DELETE()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void thePageForPeopleHasNothingFromElsewhere() {
        ApiBench bench = start();
        HttpResponse<String> page = bench.send(bench.request("/", "").GET());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(page.body())
                .contains("/api/v1/runs/{run}", "<html lang=\"en\">", "openapi.json")
                .doesNotContain("<script", "http://", "https://", "src=");
    }
}
