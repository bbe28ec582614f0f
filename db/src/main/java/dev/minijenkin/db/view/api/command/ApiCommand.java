package dev.minijenkin.db.view.api.command;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Meaning("What somebody asked for, and what came of it")
public record ApiCommand(
        long id,
        String kind,
        @Meaning("Database role of the person") String actor,
        @Meaning("The token by which it came; null: by none") @Nullable Long tokenId,
        @Nullable String reason,
        @Nullable Long runId,
        @Nullable Long jobId,
        @Nullable Long repositoryId,
        @Meaning("pending, done, refused, failed or withdrawn") String state,
        @Meaning("One sentence: what came of it; null while it is pending")
                @Nullable String outcome,
        @Meaning("One sentence: why it had to be put off; null: it was not")
                @Nullable String waitsFor,
        @Nullable String executedBy,
        @Meaning("Nobody carries it out before") Instant dueAt,
        Instant createdAt,
        @Nullable Instant executedAt) {}
