package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.failure;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.claim.JobExchange;
import dev.minijenkin.db.run.RunState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Jobs of the same runs are taken and end in batches of several processes at once, in any order,
/// beside transactions of single runs: no run stays open though all of its jobs have ended, none
/// ends twice, and nobody waits for another in a circle.
class CrossingBatchesTest {
    private static final int PROCESSES = 6;
    private static final int RUNS = 60;
    private static final String LEGS =
            "on: push\njobs:\n  a: {strategy: {fail-fast: false, matrix: {n: [1, 2, 3, 4]}}, "
                    + EngineBench.REST
                    + "}";
    private static final String CHAIN =
            "on: push\njobs:\n  a: {"
                    + EngineBench.REST
                    + "}\n  b: {needs: a, "
                    + EngineBench.REST
                    + "}";

    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void everyRunEndsOnceWhateverGoesTogether() throws Exception {
        List<RunId> runs = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            runs.add(bench.push(file(run % 5 == 0 ? CHAIN : LEGS)));
        }
        try (ExecutorService processes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int process = 0; process < PROCESSES; process++) {
                Random random = new Random(process);
                Callable<Boolean> work = () -> workUntilNothingIsOpen(random);
                all.add(processes.submit(work));
            }
            for (Future<Boolean> each : all) {
                assertThat(each.get()).isTrue();
            }
        }

        for (RunId run : runs) {
            assertThat(bench.run(run).state()).isEqualTo(RunState.FINISHED);
        }
        assertThat(
                        bench.text(
                                """
                                select count(*) from pipeline_runs r
                                where (r.conclusion = 'success') <> not exists (
                                    select from jobs j where j.run_id = r.id and j.conclusion = 'failure')
                                """))
                .as("runs that ended otherwise than their jobs")
                .isEqualTo("0");
        assertThat(
                        bench.text(
                                "select count(*) from claims where outcome is distinct from 'finished'"))
                .isEqualTo("0");
        assertThat(bench.text("select count(*) from ended_runs")).isEqualTo("" + RUNS);
        assertThat(
                        bench.text(
                                "select deadlocks from pg_stat_database where datname ="
                                        + " current_database()"))
                .isEqualTo("0");
    }

    private boolean workUntilNothingIsOpen(Random random) {
        List<ClaimedJob> taken = new ArrayList<>();
        while (!taken.isEmpty()
                || !bench.text("select count(*) from pipeline_runs where finished_at is null")
                        .equals("0")) {
            List<ClaimedJob> jobs = new ArrayList<>(taken);
            taken.clear();
            jobs.addAll(bench.claim(1 + random.nextInt(12)));
            Collections.shuffle(jobs, random);
            jobs.forEach(job -> assertThat(bench.acknowledge(job)).isTrue());
            Collections.shuffle(jobs, random);
            List<ClaimedJob> bad = jobs.stream().filter(_ -> random.nextInt(15) == 0).toList();
            List<ClaimedJob> good = jobs.stream().filter(job -> !bad.contains(job)).toList();
            Set<ClaimId> together = random.nextBoolean() ? end(good) : exchange(good, taken);
            good.stream()
                    .filter(job -> !together.contains(job.claim()))
                    .forEach(job -> assertThat(bench.finish(job, success())).isTrue());
            bad.forEach(job -> assertThat(bench.finish(job, failure())).isTrue());
        }
        return true;
    }

    private Set<ClaimId> end(List<ClaimedJob> jobs) {
        return bench.runners().transaction(tx -> RunProgress.jobsSucceeded(tx, endings(jobs)));
    }

    private Set<ClaimId> exchange(List<ClaimedJob> jobs, List<ClaimedJob> taken) {
        JobExchange done = bench.exchange(endings(jobs));
        taken.addAll(done.taken());
        return done.ended();
    }

    private static List<JobEnding> endings(List<ClaimedJob> jobs) {
        return jobs.stream()
                .map(job -> new JobEnding(job.claim(), job.run(), success(), List.of(), List.of()))
                .toList();
    }
}
