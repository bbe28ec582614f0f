package dev.minijenkin.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The value of an option that was not given: the environment (`--db-user` as
/// `MINI_JENKIN_DB_USER`), then `mini-jenkin.properties` in the instance's folder (`db-user=…`),
/// then, for the database, `POSTGRES_*`, then the local instance that runs.
final class OptionDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    OptionDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
            return null;
        }
        return value(option.longestName().substring(2)).orElse(null);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(environment.get(variable(option)))
                .or(() -> property(home().resolve("mini-jenkin.properties"), option))
                .or(() -> postgresVariable(option))
                .or(() ->
                        option.startsWith("db")
                                ? property(home().resolve("instance.properties"), option)
                                : Optional.empty());
    }

    static String variable(String option) {
        return "MINI_JENKIN_" + option.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private Path home() {
        return Home.usual(environment);
    }

    private Optional<String> postgresVariable(String option) {
        return switch (option) {
            case "db" ->
                    Optional.ofNullable(environment.get("POSTGRES_HOST"))
                            .map(host ->
                                    "postgresql://%s:%s/%s"
                                            .formatted(
                                                    host,
                                                    environment.getOrDefault(
                                                            "POSTGRES_PORT", "5432"),
                                                    environment.getOrDefault(
                                                            "POSTGRES_DB", "mini_jenkin")));
            case "db-user" -> Optional.ofNullable(environment.get("POSTGRES_USER"));
            case "db-password" -> Optional.ofNullable(environment.get("POSTGRES_PASSWORD"));
            default -> Optional.empty();
        };
    }

    private static Optional<String> property(Path file, String key) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new CommandFailureException(
                    "The file " + file + " cannot be read: " + e.getMessage(), e);
        }
        return Optional.ofNullable(properties.getProperty(key));
    }
}
