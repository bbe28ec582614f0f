package dev.minijenkin.db.token;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Sessions of browsers: tokens that count as a cookie alone. Any server knows them, and a restart
/// ends none.
public final class Sessions {
    /// A week: what the database allows at most.
    private static final Duration LONGEST = Duration.ofDays(7);

    private Sessions() {}

    /// Begins one of a person, on a connection of theirs.
    ///
    /// @param server whose database it is
    /// @param password not empty
    /// @param secret made by the caller, who gives it to the browser
    /// @throws dev.minijenkin.db.LoginRefusedException where they are not let in
    /// @throws dev.minijenkin.db.DatabaseException where they may not look at anything
    public static void begin(
            Database server, String login, String password, AccessToken secret, Duration length) {
        server.statementAs(
                login,
                password,
                tx ->
                        tx.sql()
                                .fetchSingle(
                                        "select create_session(?, ?) as id",
                                        secret.hash(),
                                        hours(length))
                                .get("id", Long.class));
    }

    /// Begins one of whoever shows a token, as far as that goes; false where it counts no more.
    ///
    /// @param proof of the token
    public static boolean beginByToken(Tx tx, byte[] proof, AccessToken secret, Duration length) {
        @Nullable Long id =
                tx.sql()
                        .fetchSingle(
                                "select create_session_by_token(?, ?, ?) as id",
                                proof,
                                secret.hash(),
                                hours(length))
                        .get("id", Long.class);
        return id != null;
    }

    /// Ends the session that somebody shows; false where there is none such.
    ///
    /// @param proof of its secret
    public static boolean end(Tx tx, byte[] proof) {
        return tx.sql()
                .fetchSingle("select end_session(?) as ended", proof)
                .get("ended", Boolean.class);
    }

    private static int hours(Duration length) {
        if (length.toHours() < 1 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A session is for an hour to a week, not " + length);
        }
        return (int) length.toHours();
    }
}
