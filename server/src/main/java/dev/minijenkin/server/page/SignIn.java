package dev.minijenkin.server.page;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.LoginRefusedException;
import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.Sessions;
import dev.minijenkin.server.api.RateLimit;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins sessions, and bounds how often somebody may try. Thread-safe.
final class SignIn {
    /// After which people sign in again.
    static final Duration LENGTH = Duration.ofHours(12);

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final int TRIES = 10;
    private static final double A_SECOND = TRIES / 60.0;

    /// Each is a connection of the database beside the pool.
    private static final int AT_ONCE = 4;

    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_PASSWORD = 1024;

    private final Database database;
    private final RateLimit<String> byAddress;
    private final RateLimit<String> byName;
    private final Semaphore logins = new Semaphore(AT_ONCE);
    private final SecureRandom random = new SecureRandom();

    SignIn(Database database, LongSupplier nanoTime) {
        this.database = database;
        this.byAddress = new RateLimit<>(A_SECOND, TRIES, nanoTime);
        this.byName = new RateLimit<>(A_SECOND, TRIES, nanoTime);
    }

    /// What came of a try.
    sealed interface Outcome {
        /// A session has begun.
        ///
        /// @param secret for the cookie
        record Begun(AccessToken secret) implements Outcome {}

        /// None has.
        ///
        /// @param sentence for who tried; says nothing that helps to guess
        record Refused(int status, String sentence) implements Outcome {}
    }

    Outcome byToken(String text, String address) {
        if (!byAddress.take(address).isZero()) {
            return tooOften();
        }
        AccessToken secret = AccessToken.generate(random);
        Optional<AccessToken> token = AccessToken.parse(text.strip());
        boolean begun =
                token.isPresent()
                        && database.statement(tx ->
                                Sessions.beginByToken(tx, token.get().proof(), secret, LENGTH));
        return begun
                ? new Outcome.Begun(secret)
                : new Outcome.Refused(401, "The token is none, was revoked, or has expired.");
    }

    Outcome byPassword(String name, String password, String address) {
        if (name.isBlank()
                || name.length() > LONGEST_NAME
                || name.indexOf('\0') >= 0
                || password.isEmpty()
                || password.length() > LONGEST_PASSWORD
                || password.indexOf('\0') >= 0) {
            return refused();
        }
        if (!byAddress.take(address).isZero()
                || !byName.take(name.toLowerCase(Locale.ROOT)).isZero()) {
            return tooOften();
        }
        if (!logins.tryAcquire()) {
            return new Outcome.Refused(
                    503, "Several people sign in just now: try again in a moment.");
        }
        try {
            AccessToken secret = AccessToken.generate(random);
            Sessions.begin(database, name, password, secret, LENGTH);
            return new Outcome.Begun(secret);
        } catch (LoginRefusedException e) {
            // Without what was typed: some type a password where a name belongs.
            LOG.info("A sign-in from {} was refused", address);
            LOG.debug("Why: {}", e.getMessage());
            return refused();
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (DatabaseException e) {
            LOG.info("A sign-in from {} was refused: {}", address, e.getMessage());
            return new Outcome.Refused(
                    403, "You are known, but may not look: ask an administrator for mj_viewer.");
        } finally {
            logins.release();
        }
    }

    void end(AccessToken secret) {
        database.statement(tx -> Sessions.end(tx, secret.proof()));
    }

    private static Outcome refused() {
        return new Outcome.Refused(
                401,
                "Name or password is wrong, or the database lets nobody in by a password from this server.");
    }

    private static Outcome tooOften() {
        return new Outcome.Refused(429, "Too many tries: wait a minute.");
    }
}
