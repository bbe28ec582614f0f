package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Many processes at once, as threads with connections of their own.
class ContentionTest {
    private static final int THREADS = 8;

    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void ofManyRunsOneIsActiveTheNewestWaitsAndAllOthersAreSuperseded() throws Exception {
        List<RunId> runs = all(200, _ -> push("on: push\nconcurrency: g\njobs:\n  a: {"));

        List<RunId> open =
                runs.stream()
                        .filter(id -> bench.run(id).state() != RunState.FINISHED)
                        .sorted(Comparator.comparingLong(RunId::value))
                        .toList();
        assertThat(open).hasSize(2);
        assertThat(bench.text("select count(*) from concurrency_groups")).isEqualTo("2");
        assertThat(
                        bench.text(
                                "select count(*) from pipeline_runs where cause = 'superseded' and conclusion = 'cancelled'"))
                .isEqualTo("198");
        assertThat(
                        bench.text(
                                "select r.state from concurrency_groups g join pipeline_runs r on r.id = g.run_id where not active"))
                .isEqualTo("waiting");
        assertThat(bench.work(success())).hasSize(1);
        assertThat(bench.work(success())).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void runsThatComeWhileOthersEndNeverOverlapAndNoneIsForgotten() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger pushed = new AtomicInteger();
        Watch watch = new Watch();
        List<Integer> ran =
                all(
                        THREADS,
                        thread -> {
                            int mine = 0;
                            // Nobody stops working while a push is under way.
                            while (thread % 2 == 0
                                    ? begun.getAndIncrement() < 120
                                    : pushed.get() < 120 || open() > 0) {
                                if (thread % 2 == 0) {
                                    push(
                                            "on: push\nconcurrency: {group: g, queue: %s}\njobs:\n  a: {"
                                                    .formatted(thread == 0 ? "single" : "max"));
                                    pushed.incrementAndGet();
                                } else {
                                    mine += watch.work();
                                }
                            }
                            return mine;
                        });

        assertThat(watch.most.get()).isEqualTo(1);
        assertNothingIsLeft();
        int succeeded =
                Integer.parseInt(
                        bench.text(
                                "select count(*) from pipeline_runs where conclusion = 'success'"));
        assertThat(ran.stream().mapToInt(Integer::intValue).sum()).isEqualTo(succeeded);
        assertThat(
                        bench.text(
                                "select count(*) from pipeline_runs where conclusion not in ('success', 'cancelled')"))
                .isEqualTo("0");
    }

    @Test
    void jobsThatHoldGroupsAndWaitForOthersOfTheirKindDoNotStopEachOther() throws Exception {
        List<RunId> runs =
                all(
                        30,
                        number -> {
                            String one = number % 2 == 0 ? "x" : "y";
                            String other = number % 2 == 0 ? "y" : "x";
                            return push(
                                    """
                                    on: push
                                    jobs:
                                      b: {concurrency: {group: %s, queue: max}, needs: a, %s}
                                      a: {concurrency: {group: %s, queue: max}, \
                                    """
                                            .formatted(other, EngineBench.REST, one));
                        });
        Watch watch = new Watch();
        all(
                THREADS,
                _ -> {
                    while (open() > 0) {
                        watch.work();
                    }
                    return true;
                });

        assertThat(watch.most.get()).isLessThanOrEqualTo(2);
        for (RunId run : runs) {
            assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        }
        assertNothingIsLeft();
    }

    @Test
    void deploymentsTakeTurnsWhateverHappensToThem() throws Exception {
        List<RunId> runs =
                all(
                        60,
                        number ->
                                push(
                                        "on: push\njobs:\n  a: {environment: e%d, "
                                                .formatted(number % 2)));
        Watch watch = new Watch();
        all(
                THREADS,
                thread -> {
                    while (open() > 0) {
                        if (thread == 0) {
                            RunId victim =
                                    runs.get(ThreadLocalRandom.current().nextInt(runs.size()));
                            if (bench.run(victim).state() != RunState.FINISHED) {
                                bench.ask("cancel", victim);
                            }
                            Thread.sleep(Duration.ofMillis(20));
                        }
                        watch.work();
                    }
                    return true;
                });

        assertThat(watch.most.get()).isLessThanOrEqualTo(2);
        assertNothingIsLeft();
        // Who came first was served first, at each of the two.
        assertThat(
                        bench.text(
                                """
                                select count(*) from (
                                    select id, lag(id) over (partition by environment_id order by fence_token) as before
                                    from deployments where fence_token is not null) d
                                where id < before
                                """))
                .isEqualTo("0");
        assertThat(bench.text("select max(fence_token) from deployments"))
                .isEqualTo(bench.text("select max(fence_token) from deployment_locks"));
    }

    /// How many jobs were under way at the same moment, at most.
    private final class Watch {
        final AtomicInteger now = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();

        int work() throws InterruptedException {
            List<ClaimedJob> jobs = bench.claim();
            int done = 0;
            for (ClaimedJob job : jobs) {
                if (bench.acknowledge(job)) {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.sleep(ThreadLocalRandom.current().nextInt(4));
                    now.decrementAndGet();
                    done += bench.finish(job, success()) ? 1 : 0;
                }
            }
            return done;
        }
    }

    private void assertNothingIsLeft() {
        assertThat(OverdueHandovers.take(bench.runners())).isZero();
        assertThat(bench.text("select count(*) from concurrency_groups")).isEqualTo("0");
        assertThat(bench.text("select count(*) from deployment_locks where deployment_id > 0"))
                .isEqualTo("0");
        assertThat(
                        bench.text(
                                "select count(*) from deployments where state in ('waiting', 'active')"))
                .isEqualTo("0");
        assertThat(open()).isZero();
        assertThat(bench.text("select count(*) from queue")).isEqualTo("0");
        assertThat(
                        bench.text(
                                "select deadlocks from pg_stat_database where datname = current_database()"))
                .isEqualTo("0");
    }

    private int open() {
        return Integer.parseInt(
                bench.text("select count(*) from pipeline_runs where state <> 'finished'"));
    }

    private RunId push(String head) {
        return bench.push(file("name: ci\n" + head + EngineBench.REST + "}\n"));
    }

    private interface Work<T> {
        T of(int number) throws Exception;
    }

    private static <T> List<T> all(int count, Work<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<T>> tasks =
                    IntStream.range(0, count)
                            .<Callable<T>>mapToObj(number -> () -> work.of(number))
                            .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
