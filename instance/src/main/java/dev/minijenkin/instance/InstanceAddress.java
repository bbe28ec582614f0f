package dev.minijenkin.instance;

import dev.minijenkin.db.DatabaseConfiguration;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Properties;

/// The file in which a running local instance says how its database and its server are reached. Its
/// keys are those of the command line's options.
public final class InstanceAddress {
    private static final String URL = "db";
    private static final String USER = "db-user";
    private static final String PASSWORD = "db-password";
    private static final String SERVER = "server";

    private InstanceAddress() {}

    static void write(Home home, DatabaseConfiguration configuration, URI server) {
        Properties properties = new Properties();
        properties.setProperty(URL, configuration.url());
        properties.setProperty(USER, configuration.user());
        properties.setProperty(PASSWORD, configuration.password());
        properties.setProperty(SERVER, server.toString());
        try {
            StringWriter text = new StringWriter();
            properties.store(text, "The local instance that runs now");
            Home.writePrivately(home.instance(), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + home.instance() + " cannot be written", e);
        }
    }

    static void delete(Home home) {
        try {
            Files.deleteIfExists(home.instance());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + home.instance() + " cannot be deleted", e);
        }
    }

    static DatabaseConfiguration read(Home home, String applicationName) {
        return DatabaseConfiguration.of(
                told(home, URL), told(home, USER), told(home, PASSWORD), applicationName);
    }

    private static String told(Home home, String key) {
        return new OptionsFile(home.instance())
                .value(key)
                .orElseThrow(() ->
                        new InstanceException(
                                "The local instance does not say where its database is"));
    }
}
