package dev.minijenkin.stress.reliability;

import dev.minijenkin.instance.Closing;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.reliability.AwkwardReader.Read;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.report.Timeline;
import dev.minijenkin.stress.sample.QueuedRuns;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Very much that real processes print, with the bytes that programs print at their worst, by a
/// runner whose connections are cut again and again, to several readers: each gets each byte once.
public final class LogVolumeScenario implements Scenario {
    private static final String JOB = "only";
    private static final long MEGABYTE = 1_000_000;
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);

    private static final ScenarioOption.Count MEGABYTES =
            new ScenarioOption.Count("megabytes", "MB", 300, "that all runs print together");
    private static final ScenarioOption.Count RUNS =
            new ScenarioOption.Count("runs", 2, "runs that print at the same time");
    private static final ScenarioOption.Count WATCHERS =
            new ScenarioOption.Count(
                    "watchers", 6, "processes that follow, of all runs in turn; each third rests");
    private static final ScenarioOption.Count CUT =
            new ScenarioOption.Count(
                    "cut",
                    "MILLIS",
                    2_000,
                    "between one cut of the runner's connections and the next; 0: none");

    @Override
    public String name() {
        return "log-volume";
    }

    @Override
    public String description() {
        return "Hundreds of megabytes of awkward bytes from steps to several readers.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(MEGABYTES, RUNS, WATCHERS, CUT, ScenarioOption.SEED, BenchPostgres.DATABASE);
    }

    /// A run of which much is printed.
    private record Printed(long id, AwkwardText text) {}

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        try (BenchDatabase bench = BenchDatabase.start(run, report);
                ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                Home.at(run.folder().resolve("product")),
                                run.program(),
                                bench.plainConfiguration());
                Closing open = new Closing()) {
            List<Printed> printed = fill(run, bench);
            long lines = printed.stream().mapToLong(one -> one.text().lines()).sum();
            report.line("%,d lines are to be printed by %d runs".formatted(lines, printed.size()));
            List<AwkwardReader> readers = watch(run, bench, printed, open);
            print(run, bench, instance, printed, readers, report);
            int broken = 0;
            for (int watcher = 0; watcher < readers.size(); watcher++) {
                AwkwardText text = printed.get(watcher % printed.size()).text();
                broken += isWhole("watcher " + watcher, readers.get(watcher).await(), text, report);
            }
            report.check(
                    "each watcher got each byte of each line once and in order",
                    broken,
                    "watchers got something else than was printed");
            report.figure("watched_seconds", report.timeline().now());
            again(run, bench, printed, report);
        }
    }

    /// All of them watch before anything is printed. One that found no way to the database, as may
    /// be on a machine that is too busy to answer, is started again.
    private static List<AwkwardReader> watch(
            ScenarioRun run, BenchDatabase bench, List<Printed> printed, Closing open)
            throws IOException, InterruptedException {
        int watchers = run.count(WATCHERS);
        List<AwkwardReader> readers = new ArrayList<>();
        long deadline = System.nanoTime() + START.toNanos();
        while (bench.count("select count(*) from log_watchers") < watchers) {
            for (int watcher = 0; watcher < watchers; watcher++) {
                if (watcher < readers.size() && !readers.get(watcher).isOver()) {
                    continue;
                }
                Printed one = printed.get(watcher % printed.size());
                AwkwardReader started = open.add(reader(run, bench, one, watcher % 3 == 2, "-f"));
                if (watcher < readers.size()) {
                    readers.set(watcher, started);
                } else {
                    readers.add(started);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new StressException("Not all watchers watch within " + START);
            }
            Thread.sleep(POLL);
        }
        return readers;
    }

    private static List<Printed> fill(ScenarioRun run, BenchDatabase bench) throws IOException {
        List<Printed> printed = new ArrayList<>();
        int runs = run.count(RUNS);
        for (int number = 0; number < runs; number++) {
            Path folder = Files.createDirectory(run.folder().resolve("printed-" + number));
            AwkwardText text =
                    AwkwardText.write(
                            folder,
                            run.count(MEGABYTES) * MEGABYTE / runs,
                            run.count(ScenarioOption.SEED) + number);
            new QueuedRuns(bench.database(), "team/printed-" + number, workflow(folder)).start(1);
            printed.add(new Printed(bench.count("select max(id) from pipeline_runs"), text));
        }
        return printed;
    }

    private static String workflow(Path folder) {
        return """
        name: printed
        on: push
        jobs:
          %s:
            runs-on: [linux]
            steps:
              - run: for part in '%s'/*; do cat "$part"; sleep 0.3; done
              - run: echo "That was all"
        """
                .formatted(JOB, folder);
    }

    private static AwkwardReader reader(
            ScenarioRun run, BenchDatabase bench, Printed one, boolean slow, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("logs"));
        command.addAll(List.of(options));
        command.add(Long.toString(one.id()));
        return new AwkwardReader(
                run.program().on(bench.plainConfiguration(), run.folder(), command),
                JOB,
                one.text(),
                slow);
    }

    private static void print(
            ScenarioRun run,
            BenchDatabase bench,
            ThrowAwayInstance instance,
            List<Printed> printed,
            List<AwkwardReader> readers,
            Report report)
            throws IOException, InterruptedException {
        try (Fleet fleet = new Fleet(instance, run.program(), 1, printed.size())) {
            fleet.awaitOnline(bench);
            report.timeline().begin();
            CountDownLatch over = new CountDownLatch(1);
            Thread cutting =
                    Thread.ofPlatform()
                            .name("cuts")
                            .start(() -> cut(fleet, run.count(CUT), over, report));
            double seconds =
                    Progress.await(
                            "lines stored",
                            printed.stream().mapToLong(one -> one.text().lines()).sum(),
                            report,
                            () -> stored(bench, printed, readers, report.timeline()));
            over.countDown();
            cutting.join();
            double megabytes =
                    bench.numbers("select coalesce(sum(raw_bytes), 0) from job_logs")[0] / MEGABYTE;
            report.line("%.0f MB were printed within %.0f s".formatted(megabytes, seconds));
            report.figure("printed_mb", megabytes);
            report.figure("run_seconds", seconds);
            report.figure("mb_per_second", megabytes / seconds);
            report.figure(
                    "stored_mb",
                    bench.numbers("select coalesce(sum(length(body)), 0) from job_logs")[0]
                            / MEGABYTE);
        }
        report.check(
                "each run ended, and well, under its first claim",
                bench.count(
                                "select count(*) from pipeline_runs where conclusion is distinct from 'success'")
                        + bench.count(
                                "select count(*) from claims where outcome is distinct from 'finished'"),
                "runs did not, or were carried out again");
    }

    private static void cut(Fleet fleet, int every, CountDownLatch over, Report report) {
        int cuts = 0;
        try {
            while (every > 0 && !over.await(every, TimeUnit.MILLISECONDS)) {
                report.timeline().mark(Trouble.Kind.CUT.word(), "the runner's connections");
                fleet.suffer(new Trouble(Trouble.Kind.CUT, 0, Duration.ZERO));
                cuts++;
            }
        } catch (IOException e) {
            report.finding("a connection could not be cut: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        report.figure("cuts_count", cuts);
    }

    /// Lines so far, those around the text not counted; all only once the runs have ended.
    private static long stored(
            BenchDatabase bench,
            List<Printed> printed,
            List<AwkwardReader> readers,
            Timeline time) {
        long all = 0;
        for (int number = 0; number < printed.size(); number++) {
            long stored =
                    bench.count(
                            """
                            select coalesce(max(l.first_line + l.line_count - 1), 0) from job_logs l
                            where l.job_id = (select j.id from jobs j where j.run_id = %d)
                            """
                                    .formatted(printed.get(number).id()));
            time.point("Lines stored", "run " + number, (double) stored);
            all += Math.min(stored, printed.get(number).text().lines());
            for (int reader = number; reader < readers.size(); reader += printed.size()) {
                time.point(
                        "Lines behind",
                        "watcher " + reader,
                        (double) Math.max(0, stored - readers.get(reader).lines()));
            }
        }
        return all - bench.count("select count(*) from pipeline_runs where state <> 'finished'");
    }

    /// Whoever comes when all is over.
    private static void again(
            ScenarioRun run, BenchDatabase bench, List<Printed> printed, Report report)
            throws IOException, InterruptedException {
        int broken = 0;
        for (Printed one : printed) {
            try (AwkwardReader reader = reader(run, bench, one, false)) {
                broken += isWhole("a late reader", reader.await(), one.text(), report);
            }
        }
        report.check(
                "whoever reads it afterwards gets the same",
                broken,
                "late readers got something else than was printed");
    }

    /// @return 0, or 1 where it is not
    private static int isWhole(String who, Read read, AwkwardText text, Report report) {
        if (read.isWhole(text)) {
            return 0;
        }
        report.line(
                "%s got %,d of %,d lines, %,d with a wrong number, hash %s, not %s"
                        .formatted(
                                who,
                                read.lines(),
                                text.lines(),
                                read.wrong(),
                                read.hash(),
                                text.hash()));
        return 1;
    }
}
