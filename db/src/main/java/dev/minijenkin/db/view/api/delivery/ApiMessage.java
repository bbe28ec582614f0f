package dev.minijenkin.db.view.api.delivery;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Meaning("What is told to one target")
public record ApiMessage(
        long id,
        long targetId,
        @Meaning("Name of the target") String target,
        String event,
        @Meaning("What it is about: order is kept per target and subject") String subject,
        @Meaning("pending, delivered, unchanged or dead") String state,
        int attempts,
        @Meaning("HTTP status of the last answer") @Nullable Integer lastStatus,
        @Nullable String lastError,
        Instant createdAt,
        Instant nextAttemptAt,
        @Nullable Instant deliveredAt) {}
