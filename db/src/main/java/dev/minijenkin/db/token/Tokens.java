package dev.minijenkin.db.token;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.TokenId;
import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Statements over `tokens`.
public final class Tokens {
    private Tokens() {}

    /// Makes a token of the role that logged in.
    ///
    /// @param token made by the caller, who shows it once
    /// @throws dev.minijenkin.db.DatabaseException where the role may not what a scope is for, has
    ///   a hundred, names a repository that is not there, or the name is taken
    public static TokenId create(Tx tx, NewToken wanted, AccessToken token) {
        List<String> repositories = wanted.repositories();
        return new TokenId(
                tx.sql()
                        .fetchSingle(
                                "select create_token(?, ?, ?::text[], ?, ?::text[]) as id",
                                wanted.name(),
                                token.hash(),
                                wanted.scopes().stream()
                                        .sorted()
                                        .map(EnumWords::of)
                                        .toArray(String[]::new),
                                wanted.days(),
                                repositories == null ? null : repositories.toArray(String[]::new))
                        .get("id", Long.class));
    }

    /// Takes a token away at once, as its owner or as an administrator; false where there is none
    /// such, or it is not theirs.
    public static boolean revoke(Tx tx, TokenId token) {
        return tx.sql()
                .fetchSingle("select revoke_token(?) as revoked", token.value())
                .get("revoked", Boolean.class);
    }

    /// All of them, the newest first.
    public static List<TokenRow> all(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select t.id, t.name, t.scopes, t.repositories is not null as limited,
                            array(select r.name from repositories r where r.id = any(t.repositories) order by r.name)
                                as repositories,
                            t.created_by, t.created_at, t.expires_at, t.revoked_at, t.last_used_at
                        from tokens t
                        order by t.id desc
                        """)
                .map(row ->
                        new TokenRow(
                                new TokenId(row.get("id", Long.class)),
                                row.get("name", String.class),
                                scopes(row),
                                row.get("limited", Boolean.class),
                                List.of(row.get("repositories", String[].class)),
                                row.get("created_by", String.class),
                                row.get("created_at", OffsetDateTime.class).toInstant(),
                                row.get("expires_at", OffsetDateTime.class).toInstant(),
                                instant(row.get("revoked_at", OffsetDateTime.class)),
                                instant(row.get("last_used_at", OffsetDateTime.class))));
    }

    /// The token that somebody shows, as a server, and notes its use; empty where it counts no more
    /// or never did.
    ///
    /// @param proof of the token
    public static Optional<LiveToken> use(Tx tx, byte[] proof) {
        return tx
                .sql()
                .fetch(
                        "select id, name, owner, scopes, repositories, expires_at, session from use_token(?)",
                        proof)
                .stream()
                .findFirst()
                .map(row ->
                        new LiveToken(
                                new TokenId(row.get("id", Long.class)),
                                row.get("name", String.class),
                                row.get("owner", String.class),
                                scopes(row),
                                reach(row.get("repositories", Long[].class)),
                                row.get("expires_at", OffsetDateTime.class).toInstant(),
                                row.get("session", Boolean.class)));
    }

    private static Set<TokenScope> scopes(Record row) {
        return Arrays.stream(row.get("scopes", String[].class))
                .map(word -> EnumWords.parse(TokenScope.class, word))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static TokenReach reach(Long @Nullable [] repositories) {
        return repositories == null
                ? TokenReach.everything()
                : new TokenReach.Only(
                        Arrays.stream(repositories)
                                .map(RepositoryId::new)
                                .collect(Collectors.toUnmodifiableSet()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
