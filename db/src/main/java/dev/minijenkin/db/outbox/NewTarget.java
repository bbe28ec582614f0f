package dev.minijenkin.db.outbox;

import dev.minijenkin.db.RepositoryId;
import org.jspecify.annotations.Nullable;

/// A target to add.
///
/// @param repository null: it hears of all
/// @param url which everybody may see
/// @param sealedTo fingerprint of the key; null: it has no secret
/// @param sealedSecret null: it has none
public record NewTarget(
        String name,
        TargetKind kind,
        @Nullable RepositoryId repository,
        String url,
        @Nullable String sealedTo,
        byte @Nullable [] sealedSecret,
        TargetFilter filter) {}
