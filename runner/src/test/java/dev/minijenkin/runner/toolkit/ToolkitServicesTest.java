package dev.minijenkin.runner.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactBeginning;
import dev.minijenkin.db.artifact.ArtifactPacking;
import dev.minijenkin.db.artifact.Artifacts;
import dev.minijenkin.db.artifact.NewArtifact;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.runner.action.artifact.ArtifactPieces;
import dev.minijenkin.runner.cache.CacheScopes;
import dev.minijenkin.runner.cache.CacheStore;
import dev.minijenkin.runner.stop.StopCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The services as a plain client over HTTP sees them, which speaks what the packages of the
/// toolkit speak.
class ToolkitServicesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    @AutoClose private final HttpClient client = HttpClient.newHttpClient();
    private final RepositoryId shop =
            database.transaction(tx -> SampleData.repository(tx, "team/shop"));
    private final Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "a", "b"));
    private final UUID instance = UUID.randomUUID();
    private final ClaimedJob one = claim();

    @TempDir Path folder;
    private ToolkitServer server;
    private ToolkitSession session;

    @BeforeEach
    void start() throws IOException {
        server =
                new ToolkitServer(
                        new CacheStore(folder.resolve("caches"), 4 << 20), InstantSource.system());
        session = server.open(job(one, "team/shop", "refs/heads/main"), "mjt_token");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theTokenHasThreePartsAndTellsRunAndJob() throws Exception {
        String[] parts = session.token().split("\\.", -1);

        assertThat(parts).hasSize(3);
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(claims.get("scp").asText())
                .isEqualTo("Actions.Results:%d:%d".formatted(run.id().value(), one.job().value()));
        assertThat(session.variables())
                .containsEntry("ACTIONS_CACHE_SERVICE_V2", "True")
                .containsEntry("GITHUB_SERVER_URL", "https://github.com")
                .hasEntrySatisfying(
                        "ACTIONS_RESULTS_URL",
                        url -> assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+/"));
    }

    @Test
    void anArtifactIsBroughtInBlocksOfAnyOrderAndComesBackWholeOrInParts() throws Exception {
        byte[] bytes = random(2_500_000);
        JsonNode begun = artifacts("CreateArtifact", "\"name\":\"site\",\"version\":4");
        String to = begun.get("signed_upload_url").asText();
        assertThat(put(to + "&comp=block&blockid=" + block("2"), part(bytes, 1_000_000, 2_500_000)))
                .isEqualTo(201);
        assertThat(put(to + "&comp=block&blockid=" + block("1"), part(bytes, 0, 1_000_000)))
                .isEqualTo(201);
        assertThat(put(to + "&comp=block&blockid=" + block("1"), part(bytes, 0, 1_000_000)))
                .as("a block that is told again")
                .isEqualTo(201);
        assertThat(
                        put(
                                to + "&comp=blocklist",
                                "<BlockList><Latest>%s</Latest></BlockList>"
                                        .formatted(name("3"))
                                        .getBytes(StandardCharsets.UTF_8)))
                .as("a list with a block that nobody brought")
                .isEqualTo(400);
        assertThat(
                        put(
                                to + "&comp=blocklist",
                                ("<?xml version=\"1.0\"?><BlockList><Latest>%s</Latest>"
                                                + "<Latest>%s</Latest></BlockList>")
                                        .formatted(name("1"), name("2"))
                                        .getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(201);
        String size =
                "\"name\":\"site\",\"size\":\"2500000\",\"hash\":\"sha256:" + sha(bytes) + "\"";
        JsonNode completed = artifacts("FinalizeArtifact", size);
        assertThat(completed.get("ok").asBoolean()).isTrue();
        assertThat(artifacts("FinalizeArtifact", size)).as("asked again").isEqualTo(completed);

        JsonNode listed = artifacts("ListArtifacts", "\"nameFilter\":\"site\"").get("artifacts");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("digest").asText()).isEqualTo("sha256:" + sha(bytes));
        assertThat(listed.get(0).get("database_id").asText())
                .isEqualTo(completed.get("artifact_id").asText());
        String from =
                artifacts("GetSignedArtifactURL", "\"name\":\"site\"").get("signed_url").asText();
        HttpResponse<byte[]> whole = get(from);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(bytes);
        assertThat(whole.headers().firstValue("Content-Type")).contains("application/zip");
        HttpResponse<byte[]> middle = get(from, "Range", "bytes=1048570-1048590");
        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(middle.body()).isEqualTo(part(bytes, 1_048_570, 1_048_591));
        assertThat(middle.headers().firstValue("Content-Range"))
                .contains("bytes 1048570-1048590/2500000");
        assertThat(get(from, "x-ms-range", "bytes=2499999-").body())
                .isEqualTo(part(bytes, 2_499_999, 2_500_000));
        assertThat(get(from, "Range", "bytes=2500000-").statusCode()).isEqualTo(416);
        HttpResponse<Void> head =
                client.send(
                        HttpRequest.newBuilder(URI.create(from)).HEAD().build(),
                        BodyHandlers.discarding());
        assertThat(head.headers().firstValue("Content-Length")).contains("2500000");
    }

    @Test
    void whatComesWithAnotherDigestOrANameThatIsTakenIsRefused() throws Exception {
        bring("site", "old".getBytes(StandardCharsets.UTF_8));

        assertThat(
                        call("ArtifactService/CreateArtifact", ids() + ",\"name\":\"site\"")
                                .statusCode())
                .isEqualTo(409);
        assertThat(call("ArtifactService/CreateArtifact", ids() + ",\"name\":\"a/b\"").statusCode())
                .isEqualTo(400);
        String to =
                artifacts("CreateArtifact", "\"name\":\"other\"").get("signed_upload_url").asText();
        assertThat(
                        call(
                                        "ArtifactService/FinalizeArtifact",
                                        ids() + ",\"name\":\"other\",\"size\":\"3\"")
                                .statusCode())
                .as("nothing was brought")
                .isEqualTo(412);
        put(to, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(
                        call(
                                        "ArtifactService/FinalizeArtifact",
                                        ids()
                                                + ",\"name\":\"other\",\"size\":\"3\",\"hash\":\"sha256:"
                                                + "0".repeat(64)
                                                + "\"")
                                .statusCode())
                .isEqualTo(400);
        assertThat(names()).containsExactly("site");
        assertThat(artifacts("DeleteArtifact", "\"name\":\"site\"").get("ok").asBoolean()).isTrue();
        assertThat(names()).isEmpty();
    }

    @Test
    void whatABuiltInActionKeptComesAsAZip() throws Exception {
        byte[] big = random(3_000_000);
        Path files = Files.createDirectories(folder.resolve("files/" + "deep/".repeat(30)));
        Files.write(files.resolve("a file whose name is longer than a head has room for"), big);
        Files.writeString(folder.resolve("files/small"), "small\n");
        ClaimedRecord record = new ClaimedRecord(database, one);
        Path tar = folder.resolve("kept.tar.gz");
        assertThat(
                        new ProcessBuilder(
                                        "tar", "-czf", tar.toString(), "-C", folder + "/files", ".")
                                .inheritIO()
                                .start()
                                .waitFor())
                .isZero();
        var id =
                ((ArtifactBeginning.Begun)
                                database.transaction(tx ->
                                        Artifacts.begin(
                                                tx,
                                                one.claim(),
                                                NewArtifact.ofFiles("kept", 1),
                                                false)))
                        .id();
        byte[] digest =
                new ArtifactPieces(record, StopCheck.NEVER)
                        .write(id, Files.newInputStream(tar))
                        .orElseThrow();
        database.transaction(tx -> Artifacts.complete(tx, one.claim(), id, digest));

        String from =
                artifacts("GetSignedArtifactURL", "\"name\":\"kept\"").get("signed_url").asText();
        HttpResponse<byte[]> zip = get(from);
        assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
        List<String> found = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    ByteArrayOutputStream content = new ByteArrayOutputStream();
                    in.transferTo(content);
                    found.add(entry.getName() + " " + sha(content.toByteArray()));
                }
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "./"
                                + "deep/".repeat(30)
                                + "a file whose name is longer than a head has room for "
                                + sha(big),
                        "./small " + sha("small\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(artifacts("ListArtifacts", "\"x\":1").get("artifacts").get(0).has("digest"))
                .isFalse();
    }

    @Test
    void aSingleFileIsKeptAsItIs() throws Exception {
        JsonNode begun =
                artifacts("CreateArtifact", "\"name\":\"a b.txt\",\"mimeType\":\"text/plain\"");
        put(begun.get("signed_upload_url").asText(), "as it is".getBytes(StandardCharsets.UTF_8));
        artifacts("FinalizeArtifact", "\"name\":\"a b.txt\",\"size\":\"8\"");

        HttpResponse<byte[]> back =
                get(
                        artifacts("GetSignedArtifactURL", "\"name\":\"a b.txt\"")
                                .get("signed_url")
                                .asText());
        assertThat(back.body()).asString(StandardCharsets.UTF_8).isEqualTo("as it is");
        assertThat(back.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(back.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename*=UTF-8''a%20b.txt");
        List<Artifact> kept = database.statement(tx -> Artifacts.ofRun(tx, run.id(), 1));
        assertThat(kept)
                .extracting(artifact -> artifact.form())
                .containsExactly(new Artifact.Form(ArtifactPacking.NONE, "text/plain"));
    }

    @Test
    void aCacheIsKeptAndFoundByEitherVersionOfTheService() throws Exception {
        byte[] bytes = random(300_000);
        assertThat(oldCache("GET", "cache?keys=npm-1,npm-&version=v", "").statusCode())
                .isEqualTo(204);
        HttpResponse<byte[]> reserved =
                oldCache("POST", "caches", "{\"key\":\"npm-1\",\"version\":\"v\"}");
        assertThat(reserved.statusCode()).isEqualTo(201);
        String id = JSON.readTree(reserved.body()).get("cacheId").asText();
        patch(id, bytes, 200_000, 300_000);
        assertThat(oldCache("POST", "caches/" + id, "{\"size\":300000}").statusCode())
                .as("with a hole")
                .isEqualTo(400);
        patch(id, bytes, 0, 200_000);
        assertThat(oldCache("POST", "caches/" + id, "{\"size\":300000}").statusCode())
                .isEqualTo(204);

        JsonNode hit =
                JSON.readTree(oldCache("GET", "cache?keys=npm-2%2Cnpm-&version=v", "").body());
        assertThat(hit.get("cacheKey").asText()).isEqualTo("npm-1");
        assertThat(get(hit.get("archiveLocation").asText()).body()).isEqualTo(bytes);
        JsonNode newer =
                caches(
                        "GetCacheEntryDownloadURL",
                        "\"key\":\"npm-2\",\"restoreKeys\":[\"npm-\"],\"version\":\"v\"");
        assertThat(newer.get("matched_key").asText()).isEqualTo("npm-1");
        assertThat(get(newer.get("signed_download_url").asText()).body()).isEqualTo(bytes);
        assertThat(oldCache("POST", "caches", "{\"key\":\"npm-1\",\"version\":\"v\"}").statusCode())
                .isEqualTo(409);
        assertThat(
                        caches("GetCacheEntryDownloadURL", "\"key\":\"npm-1\",\"version\":\"w\"")
                                .get("ok")
                                .asBoolean())
                .as("of other paths")
                .isFalse();
    }

    @Test
    void aCacheOfVersionTwoIsKeptOnce() throws Exception {
        byte[] bytes = random(100_000);
        String asked = "\"key\":\"k\",\"version\":\"v\"";
        String to = caches("CreateCacheEntry", asked).get("signed_upload_url").asText();
        put(to, bytes);
        JsonNode kept = caches("FinalizeCacheEntryUpload", asked + ",\"sizeBytes\":\"100000\"");
        assertThat(kept.get("ok").asBoolean()).isTrue();

        String from = caches("GetCacheEntryDownloadURL", asked).get("signed_download_url").asText();
        assertThat(get(from).body()).isEqualTo(bytes);
        assertThat(put(from, bytes)).as("an address to read from").isEqualTo(403);
        assertThat(call("CacheService/CreateCacheEntry", asked).statusCode()).isEqualTo(409);
        assertThat(
                        call("CacheService/CreateCacheEntry", "\"key\":\"a,b\",\"version\":\"v\"")
                                .statusCode())
                .isEqualTo(400);
        String tooBig =
                caches("CreateCacheEntry", "\"key\":\"big\",\"version\":\"v\"")
                        .get("signed_upload_url")
                        .asText();
        assertThat(put(tooBig, random(5 << 20))).isEqualTo(400);
        session.close();
        try (var left = Files.list(folder.resolve("caches/of-team+shop/unfinished"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aJobReachesNothingOfAnotherRepositoryOrRunAndNothingWithoutItsToken() throws Exception {
        String asked = "\"key\":\"k\",\"version\":\"v\"";
        put(
                caches("CreateCacheEntry", asked).get("signed_upload_url").asText(),
                "secret".getBytes(StandardCharsets.UTF_8));
        caches("FinalizeCacheEntryUpload", asked);
        String mine = caches("GetCacheEntryDownloadURL", asked).get("signed_download_url").asText();
        ToolkitSession stranger = server.open(job(one, "team/other", "refs/heads/main"), "t2");
        ToolkitSession branch = server.open(job(one, "team/shop", "refs/heads/x"), "t3");

        assertThat(found(stranger, asked)).isFalse();
        assertThat(found(branch, asked)).as("the default branch's is seen by all").isTrue();
        assertThat(
                        call("ArtifactService/ListArtifacts", "\"workflowRunBackendId\":\"999\"")
                                .statusCode())
                .isEqualTo(403);
        assertThat(get(mine.replaceFirst("sig=.*", "sig=0")).statusCode()).isEqualTo(403);
        assertThat(call("nobody", "CacheService/GetCacheEntryDownloadURL", asked).statusCode())
                .isEqualTo(401);
        assertThat(call("mjt_token", "CacheService/GetCacheEntryDownloadURL", asked).statusCode())
                .as("the token of the job")
                .isEqualTo(200);
        session.close();
        assertThat(call("CacheService/GetCacheEntryDownloadURL", asked).statusCode())
                .isEqualTo(401);
        assertThat(call("mjt_token", "CacheService/GetCacheEntryDownloadURL", asked).statusCode())
                .isEqualTo(401);
        assertThat(get(mine).statusCode()).isEqualTo(403);
    }

    @Test
    void aForgeThatPackagesRefuseIsReachedByAnAddressOnLoopback() throws Exception {
        ToolkitJob job = job(one, "team/shop", "refs/heads/main");
        ToolkitJob elsewhere =
                new ToolkitJob(
                        job.run(),
                        job.number(),
                        job.repository(),
                        job.scopes(),
                        "https://forge.example:8443",
                        job.record(),
                        job.folder());
        String address = server.open(elsewhere, "t").variables().get("GITHUB_SERVER_URL");

        assertThat(address).matches("http://forge\\.example\\.localhost:\\d+");
        int port = URI.create(address).getPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            "GET /team/shop/issues HTTP/1.1\r\nHost: forge.example.localhost\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes())
                    .asString(StandardCharsets.US_ASCII)
                    .startsWith("HTTP/1.1 307 ")
                    .contains("https://forge.example:8443/team/shop/issues");
        }
    }

    private boolean found(ToolkitSession other, String asked) throws Exception {
        return JSON.readTree(
                        call(other.token(), "CacheService/GetCacheEntryDownloadURL", asked).body())
                .get("ok")
                .asBoolean();
    }

    private void bring(String name, byte[] bytes) throws Exception {
        String to =
                artifacts("CreateArtifact", "\"name\":\"" + name + "\"")
                        .get("signed_upload_url")
                        .asText();
        put(to, bytes);
        artifacts(
                "FinalizeArtifact",
                "\"name\":\"%s\",\"size\":\"%d\"".formatted(name, bytes.length));
    }

    private List<String> names() throws Exception {
        List<String> names = new ArrayList<>();
        artifacts("ListArtifacts", "\"x\":1")
                .get("artifacts")
                .forEach(artifact -> names.add(artifact.get("name").asText()));
        return names;
    }

    private String ids() {
        return "\"workflowRunBackendId\":\"%d\",\"workflowJobRunBackendId\":\"%d\""
                .formatted(run.id().value(), one.job().value());
    }

    private JsonNode artifacts(String method, String fields) throws Exception {
        return answered(call("ArtifactService/" + method, ids() + "," + fields));
    }

    private JsonNode caches(String method, String fields) throws Exception {
        return answered(call("CacheService/" + method, fields));
    }

    private static JsonNode answered(HttpResponse<byte[]> response) throws IOException {
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<byte[]> call(String method, String fields) throws Exception {
        return call(session.token(), method, fields);
    }

    private HttpResponse<byte[]> call(String token, String method, String fields) throws Exception {
        return client.send(
                request("twirp/github.actions.results.api.v1." + method, token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{" + fields + "}"))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> oldCache(String method, String path, String body)
            throws Exception {
        return client.send(
                request("_apis/artifactcache/" + path, session.token())
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private void patch(String id, byte[] bytes, int from, int to) throws Exception {
        HttpResponse<byte[]> response =
                client.send(
                        request("_apis/artifactcache/caches/" + id, session.token())
                                .header("Content-Range", "bytes %d-%d/*".formatted(from, to - 1))
                                .method("PATCH", BodyPublishers.ofByteArray(part(bytes, from, to)))
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(204);
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(
                        URI.create(session.variables().get("ACTIONS_RESULTS_URL") + path))
                .header("Authorization", "Bearer " + token);
    }

    private int put(String url, byte[] bytes) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("x-ms-blob-type", "BlockBlob")
                                .PUT(BodyPublishers.ofByteArray(bytes))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private HttpResponse<byte[]> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /// Names of blocks are in Base64, and may have what addresses escape.
    private static String name(String name) {
        return Base64.getEncoder()
                .encodeToString((name + "\u00fb\u00ff>").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String block(String name) {
        return name(name).replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sha(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private ToolkitJob job(ClaimedJob claimed, String repository, String ref) {
        return new ToolkitJob(
                run.id().value(),
                claimed.job().value(),
                repository,
                new CacheScopes(ref, ""),
                "https://github.com",
                new ClaimedRecord(database, claimed),
                folder.resolve("spool"));
    }

    private ClaimedJob claim() {
        return database.transaction(
                tx -> SampleData.claim(tx, SampleData.runner(tx, "oak", instance), instance));
    }
}
