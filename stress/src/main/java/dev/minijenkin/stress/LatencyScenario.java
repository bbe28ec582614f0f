package dev.minijenkin.stress;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.notify.HintSink;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// From the hook's POST to the first line of the log at a listening reader, over real pushes to a
/// real repository, through a server and a runner that run already.
public final class LatencyScenario {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WARM_UP = 10;
    private static final String NO_COMMIT = "0".repeat(40);

    private final DatabaseConfiguration configuration;
    private final URI server;
    private final Path folder;
    private final Registrar registrar;

    /// Makes a repository known to the server.
    @FunctionalInterface
    public interface Registrar {
        /// Registers the bare repository at `folder` under `name`; the secret of its hook.
        String register(String name, Path folder);
    }

    /// @param folder for the repositories of the scenario
    public LatencyScenario(
            DatabaseConfiguration configuration, URI server, Path folder, Registrar registrar) {
        this.configuration = configuration;
        this.server = server;
        this.folder = folder;
        this.registrar = registrar;
    }

    /// Pushes `pushes` times for each kind of step and prints a table.
    public List<LatencyFigures> run(int pushes, PrintStream out) {
        out.printf(
                "From the hook's POST to the first log line at a listening reader, %d pushes each%n",
                pushes);
        out.println("(milliseconds)             median      p95      max");
        List<LatencyFigures> all = new ArrayList<>();
        for (StepKind kind : StepKind.values()) {
            LatencyFigures figures = measure(kind, pushes);
            out.printf(
                    "%-22s %10.1f %8.1f %8.1f%n",
                    kind.title(), figures.median(), figures.percentile(95), figures.max());
            all.add(figures);
        }
        return all;
    }

    private LatencyFigures measure(StepKind kind, int pushes) {
        String name = "latency/" + kind.title().replace(' ', '-');
        SampleRepository repository =
                SampleRepository.create(folder.resolve(name + ".git"), kind.workflow());
        String secret = registrar.register(name, repository.folder());
        List<Double> milliseconds = new ArrayList<>();
        try (Database database = Database.open(configuration, HintSink.NONE);
                LineWatcher watcher = new LineWatcher(database, configuration);
                HookSender hook = new HookSender(server, name, secret)) {
            String before = NO_COMMIT;
            for (int push = -WARM_UP; push < pushes; push++) {
                String commit = repository.commit("Push " + push);
                long start = System.nanoTime();
                hook.pushed(before, commit);
                long shown =
                        watcher.await(kind.line(commit), PATIENCE)
                                .orElseThrow(() ->
                                        new StressException("No line came within " + PATIENCE));
                if (push >= 0) {
                    milliseconds.add((shown - start) / 1e6);
                }
                before = commit;
                pause(kind.pauseBetweenPushes());
            }
        }
        return LatencyFigures.of(milliseconds);
    }

    /// So that each push meets a runner that is idle, as the ones of a small team do.
    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StressException("Interrupted", e);
        }
    }
}
