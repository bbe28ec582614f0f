package dev.minijenkin.console.news;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells things by the desktop, where it has a program for that (`notify-send`). One that the
/// desktop does not show is in the panel of the bell all the same. Thread-safe.
public final class DesktopNotices {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopNotices.class);
    private static final String PROGRAM = "notify-send";

    /// Until the desktop has taken it; not until it is read.
    private static final long PATIENCE_SECONDS = 10;

    private final Optional<Path> program;
    private final Executor workers;

    private DesktopNotices(Optional<Path> program, Executor workers) {
        this.program = program;
        this.workers = workers;
    }

    /// By a program on the search path; where there is none nothing is told.
    public static DesktopNotices find(Map<String, String> environment, Executor workers) {
        String path = environment.getOrDefault("PATH", "");
        return new DesktopNotices(
                Stream.of(path.split(":", -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, PROGRAM))
                        .filter(Files::isExecutable)
                        .findFirst(),
                workers);
    }

    /// Whether this desktop tells anything.
    public boolean there() {
        return program.isPresent();
    }

    void tell(NewsItem item) {
        program.ifPresent(found -> workers.execute(() -> send(found, item)));
    }

    private static void send(Path program, NewsItem item) {
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "--app-name=Mini-Jenkin"));
        // Nothing of it is an option, whatever a commit is called.
        command.addAll(List.of("--", item.title(), plain(item.text())));
        try {
            Process sent =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!sent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                sent.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.info("The desktop was not told: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Desktops read the text as markup.
    private static String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
