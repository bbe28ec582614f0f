package dev.minijenkin.console.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The desktop's keyring, through its own command `secret-tool`. Called on workers: the desktop may
/// ask the person to unlock it.
public final class Keyring {
    private static final String COMMAND = "secret-tool";
    private static final long PATIENCE_SECONDS = 60;

    private final Path command;

    Keyring(Path command) {
        this.command = command;
    }

    /// Empty where this desktop has none.
    public static Optional<Keyring> find(Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, COMMAND))
                .filter(Files::isExecutable)
                .map(Keyring::new)
                .findFirst();
    }

    /// The password of a profile; empty where the keyring has none or stays locked.
    Optional<String> password(Profile profile) {
        Answer answer = call("lookup", List.of(), profile, "");
        return answer.done() && !answer.text().isEmpty()
                ? Optional.of(answer.text())
                : Optional.empty();
    }

    /// Whether the keyring took it.
    boolean keep(Profile profile, String password) {
        String label = "--label=Mini-Jenkin: " + profile.words();
        return call("store", List.of(label), profile, password).done();
    }

    void forget(Profile profile) {
        call("clear", List.of(), profile, "");
    }

    private record Answer(boolean done, String text) {}

    /// The password goes by standard input: arguments can be read by every user of the machine.
    private Answer call(String verb, List<String> options, Profile profile, String input) {
        List<String> words = new ArrayList<>(List.of(command.toString(), verb));
        words.addAll(options);
        words.addAll(
                List.of(
                        "application",
                        "mini-jenkin",
                        "server",
                        profile.host() + ":" + profile.port(),
                        "database",
                        profile.database(),
                        "user",
                        profile.user()));
        try {
            Process process =
                    new ProcessBuilder(words)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            }
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return new Answer(ended && process.exitValue() == 0, text.stripTrailing());
        } catch (IOException _) {
            return new Answer(false, "");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer(false, "");
        }
    }
}
