package dev.minijenkin.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.server.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/// A server with something to show, and a client of its REST interface.
@NullMarked
public final class ApiBench implements AutoCloseable {
    /// Callers that may ask as often as they like.
    public static final ApiLimits PATIENT =
            new ApiLimits(
                    1e6,
                    1_000_000,
                    20,
                    1 << 20,
                    64,
                    2000,
                    ApiLimits.USUAL.heartbeat(),
                    ApiLimits.USUAL.unread(),
                    ApiLimits.USUAL.check());

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final TestServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop;
    private final Run run;
    private final ClaimedJob claimed;
    private final String admin;

    public ApiBench(Path folder) {
        this(folder, ApiLimits.USUAL);
    }

    public ApiBench(Path folder, ApiLimits limits) {
        this.server = TestServer.start(folder, limits);
        this.shop = server.owner().transaction(tx -> SampleData.repository(tx, "shop/web"));
        this.run =
                server.owner().transaction(tx -> SampleData.queuedRun(tx, shop, "build", "deploy"));
        RunnerId runner = server.owner().transaction(tx -> SampleData.runner(tx, "oak", instance));
        this.claimed = server.owner().transaction(tx -> SampleData.claim(tx, runner, instance));
        // Nobody beats for it, and the chores of the server would end what it carries out.
        server.rows()
                .execute("update runner_heartbeats set heartbeat_at = now() + interval '1 hour'");
        this.admin = server.token("mj_admin", EnumSet.allOf(TokenScope.class));
    }

    public TestServer server() {
        return server;
    }

    public Run run() {
        return run;
    }

    public RepositoryId shop() {
        return shop;
    }

    /// The one that a runner has.
    public JobId job() {
        return claimed.job();
    }

    public ClaimedJob claimed() {
        return claimed;
    }

    /// A job of the run that waits in the queue.
    public JobId queued() {
        return server.owner().statement(tx -> SampleData.jobsOf(tx, run)).stream()
                .filter(job -> !job.equals(claimed.job()))
                .findFirst()
                .orElseThrow();
    }

    /// A token for everything.
    public String admin() {
        return admin;
    }

    public String token(String role, TokenScope scope, String... only) {
        return server.token(role, Set.of(scope), only);
    }

    /// Appends a chunk to the log of the claimed job, as its runner does.
    ///
    /// @param lines of which the last does not end where it ends in `…`
    public void print(int seq, long firstLine, boolean continues, String... lines) {
        List<LogLine> pieces = new ArrayList<>();
        int bytes = 0;
        for (String line : lines) {
            boolean complete = !line.endsWith("…");
            byte[] text =
                    (complete ? line : line.substring(0, line.length() - 1))
                            .getBytes(StandardCharsets.UTF_8);
            pieces.add(new LogLine(START, text, complete));
            bytes += text.length + (complete ? 1 : 0);
        }
        print(seq, firstLine, continues, bytes, pieces);
    }

    public void print(int seq, long firstLine, boolean continues, int bytes, List<LogLine> pieces) {
        print(seq, firstLine, continues, 1, pieces, bytes);
    }

    /// Appends a chunk of a step.
    ///
    /// @param step that wrote it
    public void print(
            int seq, long firstLine, boolean continues, int step, List<LogLine> pieces, int bytes) {
        LogChunk chunk =
                new LogChunk(
                        claimed.claim(),
                        claimed.job(),
                        server.owner()
                                .statement(tx -> Logs.parts(tx, claimed.job()))
                                .getLast()
                                .day(),
                        seq,
                        step,
                        firstLine,
                        pieces.size() - (continues ? 1 : 0),
                        continues,
                        bytes,
                        START,
                        LogChunkCodec.encode(START, pieces));
        server.owner().statement(tx -> Logs.append(tx, List.of(chunk)));
    }

    /// A request that shows a token.
    ///
    /// @param token empty: none is shown
    public HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    public HttpResponse<String> get(String path) {
        return get(path, admin);
    }

    public HttpResponse<String> get(String path, String token) {
        return send(request(path, token).GET());
    }

    public HttpResponse<String> post(String path, String token, String body, String... headers) {
        HttpRequest.Builder request =
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(response.body(), e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
