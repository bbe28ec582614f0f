package dev.minijenkin.db.view.api.run;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;

@Meaning("Files that a job keeps beyond its end")
public record ApiArtifact(
        long id,
        long runId,
        int attempt,
        long jobId,
        @Meaning("Of the job that made it") String job,
        @Meaning("Unique in an attempt of a run") String name,
        @Meaning("Of its content") long bytes,
        @Meaning("Of its content, in hexadecimal letters") String sha256,
        @Meaning(
                        "How its content holds its files: tar_gz, zip, or none where it is one file as it is")
                String packing,
        @Meaning("Of its content, as the job says it") String mediaType,
        Instant createdAt,
        @Meaning("It is deleted after that") Instant expiresAt) {}
