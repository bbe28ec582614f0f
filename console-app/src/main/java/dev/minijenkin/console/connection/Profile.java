package dev.minijenkin.console.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.DatabaseConfiguration;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection that a person saved. Its password is no part of it.
///
/// @param name that the person gave it
/// @param user database role to log in as
public record Profile(
        String name, String host, int port, String database, String user, TlsMode tls) {
    static final int USUAL_PORT = 5432;
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "jdbc:postgresql://(?<host>[^:/?,]+|\\[[^]]+])(?::(?<port>[0-9]{1,5}))?"
                            + "/(?<database>[^?]+)(?:\\?.*)?");
    private static final Pattern TLS = Pattern.compile("[?&]sslmode=([a-z-]+)");

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

    /// The same connection as an address names it, called like its host; empty where the address
    /// names no role or is of another form.
    public static Optional<Profile> of(DatabaseConfiguration where) {
        Matcher address = ADDRESS.matcher(where.url());
        if (!address.matches() || where.user().isEmpty()) {
            return Optional.empty();
        }
        String port = address.group("port");
        Matcher tls = TLS.matcher(where.url());
        return Optional.of(
                new Profile(
                        address.group("host"),
                        address.group("host"),
                        port == null ? USUAL_PORT : Integer.parseInt(port),
                        URLDecoder.decode(address.group("database"), UTF_8),
                        where.user(),
                        tls.find() ? TlsMode.of(tls.group(1)) : TlsMode.PREFER));
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
