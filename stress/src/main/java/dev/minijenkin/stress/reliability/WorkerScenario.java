package dev.minijenkin.stress.reliability;

import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.Clients;
import dev.minijenkin.stress.bench.OpenFiles;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.report.Timeline;
import dev.minijenkin.stress.sample.QueuedRuns;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Many jobs of real processes, carried out by runners of which every second one is killed, paused
/// or cut off, on a PostgreSQL that is restarted: each job ends once, and its log is whole.
public final class WorkerScenario implements Scenario {
    private static final int FILLERS = 4;
    private static final int AT_ONCE = 100;

    private static final ScenarioOption.Count JOBS =
            new ScenarioOption.Count("jobs", 20_000, "jobs that are carried out");
    private static final ScenarioOption.Count LINES =
            new ScenarioOption.Count("lines", 20, "lines that each prints");
    private static final ScenarioOption.Count RUNNERS =
            new ScenarioOption.Count("runners", 8, "processes that carry them out");
    private static final ScenarioOption.Count CAPACITY =
            new ScenarioOption.Count("capacity", 4, "jobs of each at the same time");
    private static final ScenarioOption.Count EVERY =
            new ScenarioOption.Count(
                    "every", "MILLIS", 1_000, "between one kill, pause or cut and the next");
    private static final ScenarioOption.Count RESTART =
            new ScenarioOption.Count(
                    "restart", 60, "each so many of them is a restart of PostgreSQL; 0: none");
    private static final ScenarioOption.Count LEASE =
            new ScenarioOption.Count("lease", "SECONDS", 5, "after which a silent runner is lost");

    @Override
    public String name() {
        return "worker-failures";
    }

    @Override
    public String description() {
        return "Jobs on runners that are killed, paused and cut off, and PostgreSQL restarted.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(
                JOBS,
                LINES,
                RUNNERS,
                CAPACITY,
                EVERY,
                RESTART,
                LEASE,
                ScenarioOption.SEED,
                BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        Path marks = Files.createFile(run.folder().resolve("marks"));
        int jobs = run.count(JOBS);
        try (BenchDatabase bench = BenchDatabase.start(run, report);
                ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                Home.at(run.folder().resolve("product")),
                                run.program(),
                                bench.plainConfiguration())) {
            bench.execute(
                    "update settings set max_claims_per_job = 100, acknowledge_seconds = 5, lease_seconds = "
                            + run.count(LEASE));
            Audit.begin(bench);
            fill(bench, jobs, MarkedJobs.workflow(marks, run.count(LINES)));
            report.line("%,d jobs wait".formatted(jobs));
            carryOut(run, bench, instance, jobs, report);
            WorkerCheck.check(bench, marks, run.count(LINES), report);
            Audit.check(bench, report);
            report.check(
                    "nothing that a job started is left on the host",
                    OpenFiles.awaitNone(List.of(marks)),
                    "processes of jobs live on");
        }
    }

    private static void fill(BenchDatabase bench, int jobs, String workflow)
            throws InterruptedException {
        Clients.together(
                FILLERS,
                filler -> {
                    QueuedRuns runs =
                            new QueuedRuns(bench.database(), "team/worked-" + filler, workflow);
                    int part = jobs / FILLERS + (filler < jobs % FILLERS ? 1 : 0);
                    for (int done = 0; done < part; done += AT_ONCE) {
                        runs.start(runs.receive(Math.min(AT_ONCE, part - done)));
                    }
                    return part;
                });
    }

    private static void carryOut(
            ScenarioRun run,
            BenchDatabase bench,
            ThrowAwayInstance instance,
            int jobs,
            Report report)
            throws IOException, InterruptedException {
        try (Fleet fleet =
                new Fleet(instance, run.program(), run.count(RUNNERS), run.count(CAPACITY))) {
            fleet.awaitOnline(bench);
            report.timeline().begin();
            Troubles.Rhythm rhythm =
                    new Troubles.Rhythm(
                            Duration.ofMillis(run.count(EVERY)),
                            run.count(RESTART),
                            Duration.ofSeconds(run.count(LEASE)),
                            () -> -1);
            try (Troubles troubles =
                    new Troubles(fleet, bench, report, rhythm, run.count(ScenarioOption.SEED))) {
                double seconds =
                        Progress.await(
                                "jobs ended", jobs, report, () -> ended(bench, report.timeline()));
                report.line(
                        "%,d jobs ended within %.0f s; %d troubles"
                                .formatted(jobs, seconds, troubles.count()));
                report.figure("jobs_per_second", jobs / seconds);
                report.figure("run_seconds", seconds);
                troubles.tell();
            }
        }
    }

    private static long ended(BenchDatabase bench, Timeline time) {
        double[] now =
                bench.numbers(
                        """
                        select (select count(*) from jobs where state = 'finished'),
                            (select count(*) from claims where outcome = 'runner_lost'),
                            (select coalesce(extract(epoch from now() - min(claimed_at)), 0) from claims
                            where released_at is null),
                            (select count(*) from claims where released_at is null),
                            (select count(*) from live_runners where online)
                        """);
        time.point("Jobs", "ended", now[0]);
        time.point("Jobs", "claims lost so far", now[1]);
        time.point("Age of the oldest claim (seconds)", "oldest live claim", now[2]);
        time.point("At work", "live claims", now[3]);
        time.point("At work", "runners online", now[4]);
        return Math.round(now[0]);
    }
}
