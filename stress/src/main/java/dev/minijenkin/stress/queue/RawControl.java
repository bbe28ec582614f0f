package dev.minijenkin.stress.queue;

import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.Clients;
import dev.minijenkin.stress.bench.Costs;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.QueuedRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Measures [RawLives] beside the product's way of a job, on the same database: over few
/// connections, of which the best count.
record RawControl(BenchDatabase bench, QueuedRuns runs, RawLives lives) {
    private static final List<Integer> CONNECTIONS = List.of(1, 2, 4);
    private static final int FILLED_AT_ONCE = 100;

    /// Until the driver has prepared its statements and they are compiled, a half of those that are
    /// measured.
    private static final int WARM_UP_PART = 2;

    /// Tells figures.
    ///
    /// @param jobs for each number of connections
    /// @param product the product's jobs a second
    /// @return how many it carried out in all
    int measure(int jobs, double product, Report report) throws InterruptedException {
        int all = lives(1, jobs / WARM_UP_PART).jobs();
        List<Lives> measured = new ArrayList<>();
        for (int connections : CONNECTIONS) {
            Lives one = lives(connections, jobs);
            all += one.jobs();
            measured.add(one);
        }
        Lives best = Collections.max(measured, Comparator.comparingDouble(Lives::aSecond));
        report.line(
                "raw: %.0f jobs a second by set statements over %d connections, %d jobs each"
                        .formatted(best.aSecond(), best.connections(), lives.together()));
        report.line("a raw job: " + best.costs().words());
        report.line("the product comes to %.2f of raw".formatted(product / best.aSecond()));
        report.figure("raw_jobs_per_second", best.aSecond());
        report.figure(
                "raw_cpu_ms_per_job", best.costs().javaMillis() + best.costs().postgresMillis());
        report.figure("raw_ratio", product / best.aSecond());
        return all;
    }

    private record Lives(int connections, int jobs, double aSecond, Costs costs) {}

    private Lives lives(int connections, int jobs) throws InterruptedException {
        for (int filled = 0; filled < jobs; filled += FILLED_AT_ONCE) {
            runs.start(runs.receive(Math.min(FILLED_AT_ONCE, jobs - filled)));
        }
        bench.execute("vacuum analyze");
        int labelSet = Math.toIntExact(bench.count("select max(label_set_id) from queue"));
        Costs before = bench.costs();
        long start = System.nanoTime();
        int done = Clients.together(connections, _ -> lives.run(bench.configuration(), labelSet));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Lives(
                connections, done, done / seconds, bench.costs().since(before, Math.max(1, done)));
    }
}
