package dev.minijenkin.stress.server;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.report.LatencyFigures;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.PushSender;
import dev.minijenkin.stress.sample.SampleRepository;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// From the hook's POST to the first line of the log at a listening reader, over real pushes to a
/// real repository, through a server and a runner that are processes of their own.
public final class FirstLineScenario implements Scenario {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WARM_UP = 10;
    private static final String NO_COMMIT = "0".repeat(40);
    private static final ScenarioOption.Count PUSHES =
            new ScenarioOption.Count("pushes", 50, "pushes for each kind of step");

    @Override
    public String name() {
        return "first-line";
    }

    @Override
    public String description() {
        return "From a hook's POST to the first log line at a listening reader, over real pushes.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(PUSHES, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        int pushes = run.count(PUSHES);
        try (BenchPostgres postgres = BenchPostgres.open(run, report);
                ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                Home.at(run.folder()), run.program(), postgres.configuration())) {
            instance.startRunner("stress");
            report.line(
                    "From the hook's POST to the first log line at a listening reader, %d pushes each"
                            .formatted(pushes));
            report.line("(milliseconds)             median      p95      max");
            for (StepKind kind : StepKind.values()) {
                LatencyFigures figures =
                        measure(instance, run.folder().resolve("repositories"), kind, pushes);
                report.line(
                        "%-22s %10.1f %8.1f %8.1f"
                                .formatted(
                                        kind.title(),
                                        figures.median(),
                                        figures.percentile(95),
                                        figures.max()));
                report.figure(kind.figures() + "median_ms", figures.median());
                report.figure(kind.figures() + "p95_ms", figures.percentile(95));
            }
        }
    }

    private static LatencyFigures measure(
            ThrowAwayInstance instance, Path folder, StepKind kind, int pushes)
            throws InterruptedException {
        String name = "latency/" + kind.title().replace(' ', '-');
        SampleRepository repository =
                SampleRepository.create(folder.resolve(name + ".git"), kind.workflow());
        String secret = instance.register(name, repository.folder());
        List<Double> milliseconds = new ArrayList<>();
        try (Database database = Database.open(instance.configuration(), HintSink.NONE);
                LineWatcher watcher = new LineWatcher(database, instance.configuration());
                PushSender hook = new PushSender(instance.server(), name, secret)) {
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
                // So that each push meets a runner that is idle, as the ones of a small team do.
                Thread.sleep(kind.pauseBetweenPushes());
            }
        }
        return LatencyFigures.of(milliseconds);
    }
}
