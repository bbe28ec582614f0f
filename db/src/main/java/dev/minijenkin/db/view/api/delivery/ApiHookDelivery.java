package dev.minijenkin.db.view.api.delivery;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Meaning("What asked for runs: a hook, a trigger, a schedule or another run")
public record ApiHookDelivery(
        long id,
        long repositoryId,
        @Meaning("Name of the repository") String repository,
        @Meaning("github, gitea, gitlab, bitbucket, git, command, schedule or run") String source,
        @Meaning("The sender's id of it") String deliveryKey,
        String event,
        @Meaning("received, processed, ignored or failed") String state,
        int attempts,
        @Meaning("Why the last attempt failed, or why nothing was asked for")
                @Nullable String error,
        @Meaning("Further arrivals that collapsed into it") int duplicates,
        Instant receivedAt,
        @Nullable Instant finishedAt) {}
