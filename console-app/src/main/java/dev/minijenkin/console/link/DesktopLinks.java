package dev.minijenkin.console.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Has the desktop open `mini-jenkin://` links with this program, by `xdg-mime`: in files of this
/// user alone.
public final class DesktopLinks {
    private static final String PROGRAM = "xdg-mime";
    private static final String MENUS = "update-desktop-database";
    private static final String FILE = "mini-jenkin.desktop";
    private static final String KIND = "x-scheme-handler/mini-jenkin";
    private static final long PATIENCE_SECONDS = 30;

    private final Map<String, String> environment;

    /// @param environment where programs and the folders of the user are looked for
    public DesktopLinks(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// Writes what the desktop needs to know, and makes this program the one that opens the links.
    ///
    /// @param command that opens the console, without its arguments
    /// @return the file that was written
    /// @throws IllegalStateException with a sentence for a person
    public Path register(List<String> command) {
        Path program =
                find(PROGRAM)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "This desktop cannot be told of links: there is no xdg-mime on the"
                                                + " search path (xdg-utils has it)"));
        Path file = applications().resolve(FILE);
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(FILE + ".new");
            Files.writeString(fresh, entry(command));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            // Desktops that keep an index of kinds read it from there.
            find(MENUS)
                    .ifPresent(menus ->
                            call(
                                    menus,
                                    List.of(Objects.requireNonNull(file.getParent()).toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        Answer answer = call(program, List.of("default", FILE, KIND));
        if (!answer.done()) {
            throw new IllegalStateException(
                    "xdg-mime did not take it"
                            + (answer.text().isEmpty() ? "" : ": " + answer.text()));
        }
        return file;
    }

    /// Where the standard of desktops has it: a folder that is not absolute is none.
    private Path applications() {
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        Path named = Path.of(environment.getOrDefault("XDG_DATA_HOME", ""));
        return (named.isAbsolute() ? named : home.resolve(".local/share")).resolve("applications");
    }

    /// The link is one argument, whatever it is made of, and no shell sees it.
    static String entry(List<String> command) {
        String words =
                Stream.concat(command.stream(), Stream.of("console", "--link"))
                        .map(DesktopLinks::quoted)
                        .collect(Collectors.joining(" "));
        return """
        [Desktop Entry]
        Type=Application
        Name=Mini-Jenkin
        Comment=Opens links to runs, jobs and lines of logs
        Exec=%s %%u
        Terminal=false
        NoDisplay=true
        MimeType=%s;
        """
                .formatted(words, KIND);
    }

    /// As the standard of desktop entries has it: in double quotes with a backslash before what
    /// would mean something in them, and, because it is a text of the file, each backslash twice.
    static String quoted(String word) {
        if (word.matches("[A-Za-z0-9_./:+-]+")) {
            return word;
        }
        String inner = word.replaceAll("([\"`$\\\\])", "\\\\$1").replace("%", "%%");
        return "\"" + inner.replace("\\", "\\\\") + "\"";
    }

    private Optional<Path> find(String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private record Answer(boolean done, String text) {}

    private Answer call(Path program, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return new Answer(ended && process.exitValue() == 0, text);
        } catch (IOException e) {
            return new Answer(false, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer(false, "");
        }
    }
}
