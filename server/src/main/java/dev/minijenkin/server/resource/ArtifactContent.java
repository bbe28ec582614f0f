package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.Artifacts;
import dev.minijenkin.db.view.api.run.ApiArtifact;
import dev.minijenkin.server.api.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The bytes of an artifact, read piece by piece, so that a gigabyte costs no memory. A browser
/// saves them and never shows them: a job made them, and what it made must not speak as this
/// server.
record ArtifactContent(Database database, ApiArtifact artifact) {
    static final String TYPE = "application/octet-stream";

    /// @param range as the header says it
    Answer answer(Optional<String> range) {
        return new InParts(
                        TYPE,
                        artifact.bytes(),
                        "\"" + artifact.sha256() + "\"",
                        Map.of(
                                "Content-Disposition",
                                disposition(),
                                "Content-Security-Policy",
                                "sandbox; default-src 'none'"),
                        "The artifact")
                .answer(range, this::write);
    }

    /// A name that every system takes, and the true one for who reads it (RFC 6266).
    private String disposition() {
        String name = fileName();
        return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
                .formatted(
                        name.replaceAll("[^A-Za-z0-9._ -]", "_"),
                        URLEncoder.encode(name, StandardCharsets.UTF_8)
                                .replace("+", "%20")
                                .replace("*", "%2A"));
    }

    private String fileName() {
        return switch (artifact.packing()) {
            case "tar_gz" -> artifact.name() + ".tar.gz";
            case "zip" -> artifact.name() + ".zip";
            default -> artifact.name();
        };
    }

    private void write(ByteRange part, OutputStream out) throws IOException {
        ArtifactId id = new ArtifactId(artifact.id());
        for (long seq = part.first() / Artifacts.PIECE;
                seq * Artifacts.PIECE <= part.last();
                seq++) {
            int wanted = Math.toIntExact(seq);
            byte[] piece =
                    database.statement(tx -> Artifacts.piece(tx, id, wanted))
                            .orElseThrow(() ->
                                    new IOException("The artifact was deleted while it was read"));
            long offset = seq * Artifacts.PIECE;
            int begin = (int) Math.max(0, part.first() - offset);
            int end = (int) Math.min(piece.length, part.last() + 1 - offset);
            out.write(piece, begin, end - begin);
        }
    }
}
