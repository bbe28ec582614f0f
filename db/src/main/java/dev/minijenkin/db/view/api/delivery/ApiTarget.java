package dev.minijenkin.db.view.api.delivery;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Meaning("Where messages go; never with what it is opened by")
public record ApiTarget(
        long id,
        String name,
        @Meaning("slack, discord, webhook or one of the statuses of forges") String kind,
        @Meaning("Null: all repositories") @Nullable Long repositoryId,
        @Meaning("Of a chat only what everybody may see") String url,
        List<String> events,
        @Meaning("Pipelines that it hears of; empty: all") List<String> pipelines,
        @Meaning("Branches that it hears of; empty: all") List<String> branches,
        boolean onlyChanges,
        boolean enabled,
        int consecutiveFailures,
        @Meaning("Nothing is sent before; null: it is") @Nullable Instant circuitOpenUntil) {}
