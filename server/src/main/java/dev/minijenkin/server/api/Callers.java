package dev.minijenkin.server.api;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.LiveToken;
import dev.minijenkin.db.token.Tokens;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Finds out who calls, by the header `Authorization`, and bounds how often. The database is asked
/// each time, so that a token that is revoked ends at once. Thread-safe.
public final class Callers {
    private static final String SCHEME = "Bearer ";
    private static final double SECONDS_A_MINUTE = 60;

    private final Database database;
    private final RateLimit<Long> requests;
    private final RateLimit<String> wrong;

    public Callers(Database database, ApiLimits limits, LongSupplier nanoTime) {
        this.database = database;
        this.requests = new RateLimit<>(limits.perSecond(), limits.burst(), nanoTime);
        this.wrong =
                new RateLimit<>(
                        limits.wrongTokens() / SECONDS_A_MINUTE, limits.wrongTokens(), nanoTime);
    }

    /// @param authorization as it came; null: it did not
    /// @param address from which the request comes
    /// @throws ProblemException where it is nobody who may call now
    Caller find(@Nullable String authorization, String address) {
        refuseAfter(wrong.look(address), "Too many wrong tokens came from here");
        if (authorization == null) {
            throw unknown(
                    "A token is missing: send it as \"Authorization: Bearer mjt_…\"; 'mini-jenkin token create' makes one");
        }
        Optional<byte[]> proof =
                authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                        ? AccessToken.parse(authorization.substring(SCHEME.length()).strip())
                                .map(AccessToken::proof)
                        : Optional.empty();
        Optional<LiveToken> token =
                proof.flatMap(shown -> database.statement(tx -> Tokens.use(tx, shown)));
        if (token.isEmpty() || token.get().session()) {
            wrong.take(address);
            throw unknown("The token is none, was revoked, or has expired");
        }
        refuseAfter(
                requests.take(token.get().id().value()),
                "The token %s asks too often".formatted(token.get().name()));
        return new Caller(token.get(), proof.get());
    }

    /// Whose session a browser shows; empty where it counts no more.
    ///
    /// @param secret of the session, out of its cookie
    /// @throws ProblemException where it asks too often
    public Optional<Caller> ofSession(AccessToken secret, String address) {
        refuseAfter(wrong.look(address), "Too many wrong tokens came from here");
        byte[] proof = secret.proof();
        Optional<LiveToken> token =
                database.statement(tx -> Tokens.use(tx, proof)).filter(LiveToken::session);
        token.ifPresent(known ->
                refuseAfter(requests.take(known.id().value()), "This session asks too often"));
        return token.map(known -> new Caller(known, proof));
    }

    /// Whether a caller would be let in now as before; for what goes on for long.
    boolean stillCounts(Caller caller, OperationAccess access) {
        Optional<LiveToken> token = database.statement(tx -> Tokens.use(tx, caller.proof()));
        if (token.isEmpty() || !token.get().reach().equals(caller.token().reach())) {
            return false;
        }
        try {
            access.check(token.get());
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    private static void refuseAfter(Duration wait, String sentence) {
        if (!wait.isZero()) {
            throw new ProblemException(
                    429,
                    sentence + ": try again later",
                    Map.of("Retry-After", Long.toString(wait.toSeconds() + 1)));
        }
    }

    private static ProblemException unknown(String sentence) {
        return new ProblemException(
                401, sentence, Map.of("WWW-Authenticate", "Bearer realm=\"Mini-Jenkin\""));
    }
}
