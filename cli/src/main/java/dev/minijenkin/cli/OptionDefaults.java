package dev.minijenkin.cli;

import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.OptionsFile;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The value of an option that was not given: the environment (`--db-user` as
/// `MINI_JENKIN_DB_USER`), then `mini-jenkin.properties` in the instance's folder (`db-user=…`),
/// then, for the database, `POSTGRES_*`, and for traces `OTEL_EXPORTER_OTLP_*`, then what the local
/// instance says that runs: where its database and its server are.
public final class OptionDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    public OptionDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
            return null;
        }
        return value(option.longestName().substring(2)).orElse(null);
    }

    public Optional<String> value(String option) {
        return Optional.ofNullable(environment.get(variable(option)))
                .or(() -> inHome("mini-jenkin.properties", option))
                .or(() -> postgresVariable(option))
                .or(() -> otelVariable(option))
                .or(() -> inHome(Home.INSTANCE_FILE, option));
    }

    static String variable(String option) {
        return "MINI_JENKIN_" + option.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private Optional<String> inHome(String file, String option) {
        return new OptionsFile(Home.usual(environment).resolve(file)).value(option);
    }

    private Optional<String> otelVariable(String option) {
        return switch (option) {
            case "otlp-endpoint", "otlp-headers" ->
                    Optional.ofNullable(
                                    environment.get(
                                            "OTEL_EXPORTER_"
                                                    + option.replace('-', '_')
                                                            .toUpperCase(Locale.ROOT)))
                            .filter(value -> !value.isBlank());
            default -> Optional.empty();
        };
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
}
