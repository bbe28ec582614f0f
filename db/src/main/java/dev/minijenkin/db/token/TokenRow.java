package dev.minijenkin.db.token;

import dev.minijenkin.db.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A token as people see it: never itself.
///
/// @param repositories names of those that it is limited to; empty: it is not limited, unless
///   `limited`
/// @param limited whether it is limited, even where its repositories are gone
/// @param owner database role
/// @param revoked null: it is not
/// @param lastUsed right to a minute; null: never
public record TokenRow(
        TokenId id,
        String name,
        Set<TokenScope> scopes,
        boolean limited,
        List<String> repositories,
        String owner,
        Instant created,
        Instant expires,
        @Nullable Instant revoked,
        @Nullable Instant lastUsed) {}
