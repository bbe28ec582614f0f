package dev.minijenkin.db.secret;

import dev.minijenkin.db.seal.KeyPurpose;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// A key pair as the database knows it, which is its public half.
///
/// @param retiredAt null: it is in use
/// @param values sealed to it by now
public record KnownKey(
        String fingerprint,
        KeyPurpose purpose,
        String createdBy,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime retiredAt,
        long values) {}
