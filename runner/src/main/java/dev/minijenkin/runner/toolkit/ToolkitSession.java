package dev.minijenkin.runner.toolkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.runner.action.artifact.ArtifactPieces;
import dev.minijenkin.runner.cache.CacheStore;
import dev.minijenkin.runner.stop.StopCheck;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The services as one job sees them. Thread-safe.
public final class ToolkitSession implements AutoCloseable {
    private static final String TWIRP = "/twirp/github.actions.results.api.v1.";

    private final String base;
    private final String token;
    private final String serverUrl;
    private final BlobBook blobs;
    private final BlobService blobService;
    private final ArtifactService artifacts;
    private final JobCaches jobCaches;
    private final CacheService caches;
    private final OldCacheService oldCaches;
    private final Runnable whenClosed;

    ToolkitSession(
            ToolkitJob job,
            CacheStore store,
            Place place,
            InstantSource clock,
            Runnable whenClosed) {
        ArtifactPieces pieces = new ArtifactPieces(job.record(), StopCheck.NEVER);
        this.jobCaches = new JobCaches(job, store);
        this.base = place.base();
        this.token = place.token();
        this.serverUrl = place.serverUrl();
        this.blobs = new BlobBook(base + BlobBook.PLACE + place.number());
        this.blobService = new BlobService(pieces);
        this.artifacts = new ArtifactService(job, pieces, blobs, clock);
        this.caches = new CacheService(jobCaches, blobs);
        this.oldCaches = new OldCacheService(jobCaches, blobs);
        this.whenClosed = whenClosed;
    }

    /// Where a job finds the services.
    ///
    /// @param base of all addresses: `http://127.0.0.1:port`
    /// @param serverUrl `GITHUB_SERVER_URL` for programs of the toolkit
    /// @param number one of the runner's own
    record Place(String base, String token, String serverUrl, long number) {}

    /// What only whoever was told may show.
    public String token() {
        return token;
    }

    /// What programs of the toolkit look for in their environment.
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("ACTIONS_RUNTIME_TOKEN", token);
        variables.put("ACTIONS_RUNTIME_URL", base + "/");
        variables.put("ACTIONS_RESULTS_URL", base + "/");
        variables.put("ACTIONS_CACHE_URL", base + "/");
        variables.put("ACTIONS_CACHE_SERVICE_V2", "True");
        variables.put("GITHUB_SERVER_URL", serverUrl);
        return variables;
    }

    /// No token of it is worth anything from now on.
    @Override
    public void close() {
        whenClosed.run();
        jobCaches.close();
    }

    Reply blob(Call call) throws IOException {
        Optional<Blob> blob = blobs.find(call);
        return blob.isEmpty() ? Reply.empty(403) : blobService.answer(call, blob.get());
    }

    Reply answer(Call call) throws IOException, InterruptedException {
        if (call.path().startsWith(OldCacheService.PLACE)) {
            return oldCaches.answer(call);
        }
        if (!call.path().startsWith(TWIRP) || !call.method().equals("POST")) {
            return Reply.wrong(404, "bad_route", "There is no " + call.path());
        }
        String[] names = call.path().substring(TWIRP.length()).split("/", -1);
        Optional<JsonNode> request = call.json();
        if (request.isEmpty() || names.length != 2) {
            return Reply.wrong(400, "malformed", "A message in JSON is awaited");
        }
        return switch (names[0]) {
            case "ArtifactService" -> artifacts.answer(names[1], request.get());
            case "CacheService" -> caches.answer(names[1], request.get());
            default -> Reply.wrong(404, "bad_route", "There is no " + names[0]);
        };
    }
}
