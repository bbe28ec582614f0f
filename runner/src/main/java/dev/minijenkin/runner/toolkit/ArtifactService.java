package dev.minijenkin.runner.toolkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactBeginning;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.ArtifactPacking;
import dev.minijenkin.db.artifact.NewArtifact;
import dev.minijenkin.runner.action.artifact.ArtifactPieces;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Artifacts of the run of one job, as version 4 of the service has them: one is begun, its bytes
/// are brought to an address, and then it is completed. Thread-safe.
final class ArtifactService {
    private static final Set<String> ZIPS =
            Set.of(
                    "",
                    "application/zip",
                    "application/x-zip-compressed",
                    "application/zip-compressed");
    private static final String ZIP = "application/zip";
    private static final int LONGEST_TYPE = 255;

    private final ToolkitJob job;
    private final ArtifactPieces pieces;
    private final BlobBook blobs;
    private final InstantSource clock;
    private final Map<String, Begun> begun = new ConcurrentHashMap<>();
    private final Map<String, ArtifactId> completed = new ConcurrentHashMap<>();

    ArtifactService(ToolkitJob job, ArtifactPieces pieces, BlobBook blobs, InstantSource clock) {
        this.job = job;
        this.pieces = pieces;
        this.blobs = blobs;
        this.clock = clock;
    }

    private record Begun(ArtifactId id, BlobUpload upload) {}

    Reply answer(String method, JsonNode request) throws IOException, InterruptedException {
        if (!Call.text(request, "workflow_run_backend_id").equals(Long.toString(job.run()))) {
            return Reply.wrong(
                    403, "permission_denied", "A job reaches the artifacts of its own run alone");
        }
        return switch (method) {
            case "CreateArtifact" -> create(request);
            case "FinalizeArtifact" -> complete(request);
            case "ListArtifacts" -> list(request);
            case "GetSignedArtifactURL" -> address(request);
            case "DeleteArtifact" -> delete(request);
            default -> Reply.wrong(404, "bad_route", "There is no " + method);
        };
    }

    private Reply create(JsonNode request) throws InterruptedException {
        String name = Call.text(request, "name");
        if (!NewArtifact.isName(name)) {
            return Reply.wrong(
                    400,
                    "invalid_argument",
                    "An artifact's name has none of \" : < > | * ? \\ / and at most 255 letters");
        }
        String type = Call.text(request, "mime_type");
        boolean zip = ZIPS.contains(type);
        NewArtifact artifact =
                new NewArtifact(
                        name,
                        days(Call.text(request, "expires_at")),
                        zip ? ArtifactPacking.ZIP : ArtifactPacking.NONE,
                        zip || type.length() > LONGEST_TYPE ? ZIP : type);
        Optional<ArtifactBeginning> beginning = job.record().ask(own -> own.begin(artifact, false));
        return switch (beginning.orElseGet(ArtifactBeginning.ClaimOver::new)) {
            case ArtifactBeginning.Begun(ArtifactId id) -> {
                BlobUpload upload =
                        new BlobUpload(
                                job.folder().resolve("artifact-" + id.value()), Long.MAX_VALUE);
                begun.put(name, new Begun(id, upload));
                completed.remove(name);
                yield ok().put("signed_upload_url", blobs.address(new Blob.Incoming(upload), name))
                        .reply();
            }
            case ArtifactBeginning.NameTaken() ->
                    Reply.wrong(
                            409,
                            "already_exists",
                            "an artifact with this name already exists on the workflow run");
            case ArtifactBeginning.ClaimOver() -> over();
        };
    }

    /// From the time of its end; as long as possible where none is told.
    private int days(String end) {
        try {
            Duration left = Duration.between(clock.instant(), Instant.parse(end));
            long days = left.plusDays(1).minusSeconds(1).toDays();
            return Math.clamp(days, 1, NewArtifact.MOST_DAYS);
        } catch (DateTimeParseException _) {
            return NewArtifact.MOST_DAYS;
        }
    }

    /// May be asked again, because its answer may have been lost.
    private Reply complete(JsonNode request) throws IOException, InterruptedException {
        String name = Call.text(request, "name");
        ArtifactId before = completed.get(name);
        if (before != null) {
            return ok().put("artifact_id", Long.toString(before.value())).reply();
        }
        Begun one = begun.get(name);
        if (one == null || !one.upload().isCommitted()) {
            return Reply.wrong(
                    412, "failed_precondition", "The artifact '" + name + "' was not brought");
        }
        String size = Call.text(request, "size");
        if (!size.isEmpty() && !size.equals(Long.toString(one.upload().size()))) {
            return Reply.wrong(
                    400,
                    "invalid_argument",
                    "The artifact has %d bytes, and not %s".formatted(one.upload().size(), size));
        }
        Optional<byte[]> digest;
        try (InputStream in = one.upload().open()) {
            digest = pieces.write(one.id(), in);
        }
        if (digest.isEmpty()) {
            return over();
        }
        begun.remove(name);
        one.upload().delete();
        String hash = Call.text(request, "hash");
        if (!hash.isEmpty() && !hash.equals("sha256:" + HexFormat.of().formatHex(digest.get()))) {
            job.record()
                    .ask(own -> {
                        own.remove(one.id());
                        return true;
                    });
            return Reply.wrong(
                    400, "invalid_argument", "The artifact came with another digest than " + hash);
        }
        boolean done = job.record().ask(own -> own.complete(one.id(), digest.get())).orElse(false);
        if (!done) {
            return over();
        }
        completed.put(name, one.id());
        return ok().put("artifact_id", Long.toString(one.id().value())).reply();
    }

    private Reply list(JsonNode request) throws InterruptedException {
        String name = Call.text(request, "name_filter");
        String id = Call.text(request, "id_filter");
        Message message = new Message(Reply.message());
        ArrayNode artifacts = message.node().putArray("artifacts");
        for (Artifact artifact : ofRun()) {
            if ((name.isEmpty() || name.equals(artifact.name()))
                    && (id.isEmpty() || id.equals(Long.toString(artifact.id().value())))) {
                artifacts.add(shown(artifact));
            }
        }
        return message.reply();
    }

    private ObjectNode shown(Artifact artifact) {
        ObjectNode shown =
                Reply.message()
                        .put("workflow_run_backend_id", Long.toString(job.run()))
                        .put("workflow_job_run_backend_id", Long.toString(job.number()))
                        .put("database_id", Long.toString(artifact.id().value()))
                        .put("name", artifact.name())
                        .put("size", Long.toString(artifact.bytes()))
                        .put("created_at", artifact.createdAt().toInstant().toString());
        if (artifact.form().packing() != ArtifactPacking.TAR_GZ) {
            // That one is packed anew, and what comes has another digest.
            shown.put("digest", "sha256:" + artifact.digest());
        }
        return shown;
    }

    private Reply address(JsonNode request) throws InterruptedException {
        Optional<Artifact> artifact = named(Call.text(request, "name"));
        return artifact.isEmpty()
                ? unknown(request)
                : new Message(Reply.message())
                        .put(
                                "signed_url",
                                blobs.address(
                                        new Blob.Stored(artifact.get()), artifact.get().name()))
                        .reply();
    }

    private Reply delete(JsonNode request) throws InterruptedException {
        Optional<Artifact> artifact = named(Call.text(request, "name"));
        if (artifact.isEmpty()) {
            return unknown(request);
        }
        ArtifactId id = artifact.get().id();
        job.record()
                .ask(own -> {
                    own.remove(id);
                    return true;
                });
        completed.remove(artifact.get().name());
        return ok().put("artifact_id", Long.toString(id.value())).reply();
    }

    private Optional<Artifact> named(String name) throws InterruptedException {
        return ofRun().stream().filter(artifact -> artifact.name().equals(name)).findFirst();
    }

    private List<Artifact> ofRun() throws InterruptedException {
        return job.record().ask(JobAccess::artifacts).orElse(List.of());
    }

    private static Reply unknown(JsonNode request) {
        return Reply.wrong(
                404, "not_found", "The run has no artifact '" + Call.text(request, "name") + "'");
    }

    private static Reply over() {
        return Reply.wrong(403, "permission_denied", "The claim of the job is over");
    }

    private static Message ok() {
        Message message = new Message(Reply.message());
        message.node().put("ok", true);
        return message;
    }

    /// What is answered, while it is being written.
    private record Message(ObjectNode node) {
        Message put(String name, String value) {
            node.put(name, value);
            return this;
        }

        Reply reply() {
            return Reply.json(200, node);
        }
    }
}
