package dev.minijenkin.server.delivery;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.server.git.Commit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Why workflows may run: an event at a commit.
///
/// @param ref full ref
/// @param actor who caused it
/// @param payload JSON, as it came
/// @param inputs JSON object
/// @param changedPaths of a push; empty where they cannot be known. Computed when asked
public record Occasion(
        Repository repository,
        DeliveryId delivery,
        String event,
        String ref,
        Commit commit,
        String actor,
        byte[] payload,
        String inputs,
        Supplier<Optional<List<String>>> changedPaths) {}
