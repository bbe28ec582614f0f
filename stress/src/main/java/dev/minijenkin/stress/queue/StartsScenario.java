package dev.minijenkin.stress.queue;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.Clients;
import dev.minijenkin.stress.bench.Costs;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.MadeUpWorkflows;
import dev.minijenkin.stress.sample.QueuedRuns;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// From deliveries to runs whose first jobs are queued, but for what a server asks git: how many a
/// second, what a run costs, and how much of the disk a job takes.
public final class StartsScenario implements Scenario {
    private static final int WARM_UP = 200;
    private static final String STEPS =
            """
            - run: make
            - run: ./test.sh --part "${{ matrix.number }}" --verbose
              env:
                REPORT: report-${{ matrix.number }}.xml
            - name: Tell
              if: always()
              run: ./tell.sh
            """;

    private static final ScenarioOption.Count RUNS =
            new ScenarioOption.Count("runs", 4_000, "runs that are started");
    private static final ScenarioOption.Count JOBS =
            new ScenarioOption.Count("jobs", 1, "jobs of each, as legs of matrices");
    private static final ScenarioOption.Count TOGETHER =
            new ScenarioOption.Count("together", 16, "deliveries of one transaction");
    private static final ScenarioOption.Count REPOSITORIES =
            new ScenarioOption.Count("repositories", 4, "repositories, at the same time");

    @Override
    public String name() {
        return "starts";
    }

    @Override
    public String description() {
        return "Runs started a second, and what a run and each of its jobs cost.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(RUNS, JOBS, TOGETHER, REPOSITORIES, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        int jobs = run.count(JOBS);
        int together = run.count(TOGETHER);
        int each = Math.max(1, run.count(RUNS) / run.count(REPOSITORIES));
        String workflow = MadeUpWorkflows.legs("starts", "linux", jobs, STEPS);
        try (BenchDatabase bench = BenchDatabase.start(run, report)) {
            List<QueuedRuns> repositories =
                    IntStream.range(0, run.count(REPOSITORIES))
                            .mapToObj(number ->
                                    new QueuedRuns(
                                            bench.database(), "team/starts-" + number, workflow))
                            .toList();
            repositories.getFirst().start(Math.max(1, WARM_UP / jobs));
            List<List<DeliveryId>> asked =
                    repositories.stream().map(repository -> repository.receive(each)).toList();
            bench.execute("vacuum analyze");
            Costs before = bench.costs();
            long start = System.nanoTime();
            int runs =
                    Clients.together(
                            repositories.size(),
                            client -> start(repositories.get(client), asked.get(client), together));
            double seconds = (System.nanoTime() - start) / 1e9;
            tell(report, runs, jobs, seconds, bench.costs().since(before, runs));
            sizes(bench, report);
            check(bench, report);
        }
    }

    private static int start(QueuedRuns repository, List<DeliveryId> asked, int together) {
        for (int from = 0; from < asked.size(); from += together) {
            repository.start(asked.subList(from, Math.min(asked.size(), from + together)));
        }
        return asked.size();
    }

    private static void tell(Report report, int runs, int jobs, double seconds, Costs a) {
        report.line(
                "%d runs in %.1f s: %.0f runs, %.0f jobs a second"
                        .formatted(runs, seconds, runs / seconds, runs * jobs / seconds));
        report.line("a run: " + a.words());
        report.figure("runs_per_second", runs / seconds);
        report.figure("jobs_per_second", runs * jobs / seconds);
        report.figure("round_trips_per_run", a.roundTrips());
        report.figure("wal_bytes_per_run", a.walBytes());
        report.figure("java_ms_per_run", a.javaMillis());
        report.figure("postgres_ms_per_run", a.postgresMillis());
        report.figure("cpu_ms_per_job", (a.javaMillis() + a.postgresMillis()) / jobs);
    }

    /// What is kept of definitions, beside what it were if each were kept as a whole.
    private static void sizes(BenchDatabase bench, Report report) {
        bench.execute("create table whole as select job_id, definition from whole_job_definitions");
        bench.execute("alter table whole add primary key (job_id)");
        double[] bytes =
                bench.numbers(
                        """
                        select (pg_total_relation_size('job_definitions') + pg_total_relation_size('job_templates')
                                + (select sum(pg_column_size(contexts)) from run_sources)) / jobs,
                            pg_total_relation_size('whole') / jobs,
                            pg_total_relation_size('jobs') / jobs
                        from (select count(*)::float8 as jobs from jobs) counted
                        """);
        bench.execute("drop table whole");
        report.line(
                "bytes of a job: definition %.0f (%.0f if each were kept as a whole), job %.0f"
                        .formatted(bytes[0], bytes[1], bytes[2]));
        report.figure("definition_bytes_per_job", bytes[0]);
        report.figure("whole_definition_bytes_per_job", bytes[1]);
    }

    private static void check(BenchDatabase bench, Report report) {
        long gaps =
                bench.count(
                        "select count(*) from (select from pipeline_runs group by pipeline_id"
                                + " having max(number) <> count(*)) g");
        if (gaps > 0) {
            report.finding(gaps + " pipelines have gaps among the numbers of their runs");
        }
        long lost =
                bench.count(
                        """
                        select count(*) from jobs j
                        where not exists (select from queue q where q.job_id = j.id)
                            or not exists (select from job_definitions d where d.job_id = j.id)
                        """);
        if (lost > 0) {
            report.finding(lost + " jobs have no place in the queue or no definition");
        }
    }
}
