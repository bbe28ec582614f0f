package dev.minijenkin.engine.recovery;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.poll.Contact;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.run.step.Steps;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.run.WorkflowSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ReaperTest {
    private static final WorkflowSource ONE =
            file("on: push\njobs: {a: {runs-on: linux, steps: [{run: x}]}}");

    @AutoClose private final EngineBench bench = new EngineBench();
    private final AtomicLong nanos = new AtomicLong();
    private final Reaper reaper = new Reaper(bench.runners(), new Contact(nanos::get));

    @Test
    void theJobOfALostRunnerIsQueuedAgainAndFailsAfterItsLimit() {
        RunId id = bench.push(ONE);
        waitOutTheGrace();
        for (int claim = 1; claim <= 3; claim++) {
            ClaimedJob job = bench.begin().getFirst();
            assertThat(reaper.releaseLost()).as("a live runner").isZero();
            bench.silence();
            assertThat(reaper.releaseLost()).isEqualTo(1);
            assertThat(bench.finish(job, success())).isFalse();
            bench.execute("update runner_heartbeats set heartbeat_at = now()");
        }

        assertThat(bench.claim()).isEmpty();
        assertThat(bench.job(id, "a").cause()).isEqualTo(Cause.RUNNER_LOST);
        assertThat(bench.run(id).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.text("select cause from pipeline_runs")).isEqualTo("runner_lost");
        assertThat(bench.text("select string_agg(distinct outcome, ',') from claims"))
                .isEqualTo("runner_lost");
    }

    @Test
    void aClaimThatWasNotAcknowledgedGoesBack() {
        bench.push(ONE);
        waitOutTheGrace();
        // As what enters something: it does not begin with its claim.
        bench.execute("update jobs set guarded = true");
        ClaimedJob first = bench.claim().getFirst();
        bench.execute("update claims set claimed_at = now() - interval '1 minute'");

        int released = 0;
        for (int look = 0; look < Reaper.UNACKNOWLEDGED_EVERY; look++) {
            released += reaper.releaseLost();
        }
        assertThat(released).isEqualTo(1);
        assertThat(bench.claim()).extracting(ClaimedJob::job).containsExactly(first.job());
    }

    @Test
    void theOpenStepsOfALostClaimEnd() {
        bench.push(ONE);
        waitOutTheGrace();
        ClaimedJob job = bench.begin().getFirst();
        bench.in(tx -> {
            return Steps.write(
                    tx,
                    Map.of(
                            job.claim(),
                            List.of(
                                    StepReport.pending(1, "", "x")
                                            .started(1, Instant.now())
                                            .finished(
                                                    Conclusion.SUCCESS,
                                                    Conclusion.SUCCESS,
                                                    0,
                                                    Instant.now()),
                                    StepReport.pending(2, "", "y").started(5, Instant.now()),
                                    StepReport.pending(3, "", "z"))));
        });
        bench.silence();
        reaper.releaseLost();

        assertThat(bench.text("select string_agg(conclusion, ',' order by number) from steps"))
                .isEqualTo("success,cancelled,skipped");
    }

    @Test
    void aJobThatShallBeCancelledIsNotQueuedAgain() {
        RunId id = bench.push(ONE);
        waitOutTheGrace();
        ClaimedJob job = bench.begin().getFirst();
        bench.in(tx -> Jobs.requestCancel(tx, List.of(job.job()), Cause.CANCELLED_BY_COMMAND));
        bench.silence();
        reaper.releaseLost();

        assertThat(bench.job(id, "a").conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.run(id).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void afterAPauseOfItsOwnItGivesSilentRunnersOneMoreLease() {
        bench.push(ONE);
        bench.begin();
        bench.silence();

        assertThat(reaper.releaseLost()).as("it has just begun").isZero();
        pass(Duration.ofSeconds(9));
        assertThat(reaper.releaseLost()).isZero();
        pass(Duration.ofSeconds(60));
        assertThat(reaper.releaseLost()).as("it did not look for a minute").isZero();
        assertThat(waitOutTheGrace()).isEqualTo(1);
    }

    @Test
    void theClaimsOfAProcessThatWasReplacedAreLostAtOnce() {
        bench.push(ONE);
        bench.begin();
        bench.in(tx -> {
            Runners.stop(tx, bench.runner(), UUID.randomUUID());
            return true;
        });
        assertThat(reaper.releaseLost()).isZero();
        bench.execute("update runner_heartbeats set heartbeat_at = now() - interval '1 hour'");
        bench.in(tx -> SampleData.runner(tx, "oak", UUID.randomUUID()));

        assertThat(reaper.releaseLost()).isEqualTo(1);
    }

    @Test
    void manyReapersEndEachClaimOnce() throws Exception {
        for (int i = 0; i < 12; i++) {
            bench.push(ONE);
        }
        assertThat(bench.begin()).hasSize(12);
        bench.execute("update runners set stopped_at = now()");
        int released = 0;
        try (ExecutorService reapers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Callable<Integer> look =
                        () ->
                                new Reaper(bench.runners(), new Contact(System::nanoTime))
                                        .releaseLost();
                all.add(reapers.submit(look));
            }
            for (Future<Integer> one : all) {
                released += one.get();
            }
        }
        assertThat(released).isEqualTo(12);
        assertThat(bench.text("select count(*) from queue")).isEqualTo("12");
    }

    /// How many claims it ended meanwhile.
    private int waitOutTheGrace() {
        int released = 0;
        for (int i = 0; i < 8; i++) {
            released += reaper.releaseLost();
            pass(Duration.ofSeconds(5));
        }
        return released;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
