package dev.minijenkin.stress.step;

import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.instance.Closing;
import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.workspace.Trees;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.MadeUpRuns;
import dev.minijenkin.stress.sample.QueuedRuns;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What it takes to check a big repository out: the first time on a host, and after that; beside
/// `git clone` in the same run.
public final class CheckoutScenario implements Scenario {
    private static final ScenarioOption.Count MEGABYTES =
            new ScenarioOption.Count("megabytes", 200, "size of the repository");
    private static final int FILE_BYTES = 100 * 1024;
    private static final int FILES_A_MEGABYTE = 10;
    private static final long SEED = 7;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double MOST_COLD = 1.3;
    private static final double MOST_WARM_MILLIS = 2000;
    private static final int ROUNDS = 3;
    private static final String WORKFLOW =
            """
            name: checkout
            on: push
            jobs:
              only:
                runs-on: [linux]
                steps:
                  - uses: actions/checkout@v4
            """;

    @Override
    public String name() {
        return "checkout";
    }

    @Override
    public String description() {
        return "Checks a big repository out, the first time on a host and again, beside git clone.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(MEGABYTES, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        Path bare = run.folder().resolve("origin.git");
        String commit = make(run.folder(), bare, run.count(MEGABYTES));
        try (BenchDatabase bench = BenchDatabase.start(run, report);
                Closing open = new Closing()) {
            Repository repository =
                    bench.database()
                            .transaction(tx ->
                                    Repositories.find(
                                                    tx,
                                                    MadeUpRuns.register(
                                                            tx, "team/big", "file://" + bare))
                                            .orElseThrow());
            QueuedRuns runs =
                    new QueuedRuns(bench.database(), repository, WORKFLOW, Optional.of(commit));
            DatabaseAccess access =
                    open.add(DatabaseAccess.open(bench.configuration(), Runner.TOPICS));
            open.add(
                    Runner.start(
                            new RunnerConfiguration(
                                    "stress", List.of("linux"), 1, run.folder().resolve("work")),
                            access.database(),
                            access.listener()));
            double clone = Double.MAX_VALUE;
            double cold = Double.MAX_VALUE;
            double warm = Double.MAX_VALUE;
            // By turns, for a busy hour is one for all; of each the best.
            for (int round = 0; round < ROUNDS; round++) {
                clone = Math.min(clone, cloneMillis(run.folder(), bare));
                Trees.delete(run.folder().resolve("work").resolve("mirrors"));
                cold = Math.min(cold, checkoutMillis(bench, runs, 2 * round + 1));
                warm = Math.min(warm, checkoutMillis(bench, runs, 2 * round + 2));
            }
            report.control("git_clone_ms", clone);
            report.line("control: git clone %.0f ms".formatted(clone));
            report.figure("checkout_cold_ms", cold);
            report.figure("checkout_cold_to_clone", cold / clone);
            report.figure("checkout_warm_ms", warm);
            report.line(
                    "a checkout: the first time %.0f ms (%.2f times git clone), again %.0f ms"
                            .formatted(cold, cold / clone, warm));
            report.check(
                    "a first checkout takes no longer than %.1f times git clone"
                            .formatted(MOST_COLD),
                    cold > MOST_COLD * clone ? 1 : 0,
                    "first checkouts that took longer");
            report.check(
                    "a further one of 200 MB takes less than 2 s",
                    run.count(MEGABYTES) <= MEGABYTES.usual() && warm > MOST_WARM_MILLIS ? 1 : 0,
                    "further checkouts that took longer");
        }
    }

    /// A packed bare repository of files that cannot be compressed; its commit.
    private static String make(Path folder, Path bare, int megabytes)
            throws IOException, InterruptedException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Random random = new Random(SEED);
        byte[] content = new byte[FILE_BYTES];
        for (int file = 0; file < megabytes * FILES_A_MEGABYTE; file++) {
            random.nextBytes(content);
            Path place = tree.resolve("part-" + file / 100);
            Files.createDirectories(place);
            Files.write(place.resolve("file-" + file), content);
        }
        return bash(
                """
                cd '%s'; git init -q; git add .
                git -c user.name=stress -c user.email=stress@example.com commit -qm 'Add it all'
                git repack -adq --window=0; git clone -q --bare . '%s'; git rev-parse HEAD
                """
                        .formatted(tree, bare));
    }

    private static double cloneMillis(Path folder, Path bare)
            throws IOException, InterruptedException {
        Path clone = folder.resolve("clone");
        long start = System.nanoTime();
        bash("git clone -q 'file://%s' '%s'".formatted(bare, clone));
        double millis = (System.nanoTime() - start) / 1e6;
        bash("rm -rf '%s'".formatted(clone));
        return millis;
    }

    /// That of the only step of a further run.
    private static double checkoutMillis(BenchDatabase bench, QueuedRuns runs, int number)
            throws InterruptedException {
        runs.start(1);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (bench.count("select count(*) from steps where conclusion is not null") < number) {
            if (System.nanoTime() > deadline) {
                throw new StressException("The checkout did not end");
            }
            Thread.sleep(20);
        }
        if (bench.count("select count(*) from steps where conclusion = 'success'") < number) {
            throw new StressException("The checkout failed");
        }
        return bench.count(
                """
                select round(extract(epoch from finished_at - started_at) * 1000)::bigint
                from steps order by started_at desc limit 1
                """);
    }

    private static String bash(String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("bash", "-ec", script).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new StressException("git failed: " + said);
        }
        return said.strip();
    }
}
