package dev.minijenkin.db.secret;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// A secret, as people see it: all but its value.
///
/// @param repository name; null: of all
/// @param environment name; null: for all jobs
/// @param sealedTo fingerprint of a key
/// @param outdated whether that key is retired: it has to be sealed anew, or set anew
/// @param updatedBy database role
public record StoredSecret(
        String name,
        @Nullable String repository,
        @Nullable String environment,
        String sealedTo,
        boolean outdated,
        String updatedBy,
        OffsetDateTime updatedAt) {}
