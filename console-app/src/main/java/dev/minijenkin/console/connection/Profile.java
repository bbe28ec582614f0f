package dev.minijenkin.console.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.DatabaseConfiguration;
import java.net.URLEncoder;

/// A connection that a person saved. Its password is no part of it.
///
/// @param name that the person gave it
/// @param user database role to log in as
public record Profile(
        String name, String host, int port, String database, String user, TlsMode tls) {
    static final int USUAL_PORT = 5432;

    public Profile {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Give the connection a name");
        }
        if (host.isBlank() || host.matches(".*[/?@\\s].*")) {
            throw new IllegalArgumentException("Say on which host the database is, as in db.local");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The port is a number from 1 to 65535");
        }
        if (database.isBlank()) {
            throw new IllegalArgumentException("Say which database, as in mini_jenkin");
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("Say as which role to log in");
        }
    }

    /// How to log in with it.
    ///
    /// @param password empty: as `~/.pgpass` or the server's rules say
    public DatabaseConfiguration configuration(String password) {
        String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return DatabaseConfiguration.of(
                "postgresql://"
                        + address
                        + ":"
                        + port
                        + "/"
                        + URLEncoder.encode(database, UTF_8)
                        + "?sslmode="
                        + tls.mode(),
                user,
                password,
                "mini-jenkin console");
    }

    /// `mini_jenkin on db.local as ana`
    String words() {
        return database + " on " + host + (port == USUAL_PORT ? "" : ":" + port) + " as " + user;
    }
}
