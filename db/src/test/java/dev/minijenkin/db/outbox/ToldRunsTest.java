package dev.minijenkin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.outbox.ToldRuns.LastTold;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.run.step.StepState;
import dev.minijenkin.db.run.step.Steps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ToldRunsTest {
    @AutoClose private final OutboxBench bench = new OutboxBench();

    @Test
    void aRunThatFailsIsToldWithItsStepAndTheLineThatSaysWhy() {
        Run run =
                bench.database.transaction(
                        tx -> SampleData.queuedRun(tx, bench.shop, "build", "lint"));
        JobId failed =
                fail(
                        "\u001b[31mError: no such file: shop.ts\u001b[0m",
                        "npm info done",
                        "##[error]Process completed with exit code 2.");

        ToldRun told = find(run, failed);

        assertThat(told.repository()).isEqualTo("shop");
        assertThat(told.jobs()).isEqualTo(new ToldRun.Jobs(2, 1));
        assertThat(told.failure().orElseThrow().step()).isEqualTo("Test");
        assertThat(told.failure().orElseThrow().exitCode()).isEqualTo(2);
        assertThat(told.errorLine()).isEqualTo("Error: no such file: shop.ts");
        assertThat(told.job()).isEqualTo(told.failure().orElseThrow().job());
    }

    @Test
    void aBranchIsBrokenSinceItsFirstFailureAfterTheLastSuccess() {
        bench.finished("refs/heads/main", Conclusion.FAILURE);
        bench.finished("refs/heads/main", Conclusion.SUCCESS);
        Run first = bench.finished("refs/heads/main", Conclusion.FAILURE);
        bench.finished("refs/heads/next", Conclusion.SUCCESS);
        bench.finished("refs/heads/main", Conclusion.FAILURE);
        Run last = bench.finished("refs/heads/main", Conclusion.SUCCESS);

        assertThat(find(first, null).broken()).isEmpty();
        assertThat(find(last, null).broken().orElseThrow().run()).isEqualTo(first.id());
        assertThat(find(bench.finished("refs/heads/main", Conclusion.FAILURE), null).broken())
                .isEmpty();
    }

    @Test
    void whatATargetWasToldLastCountsBeforeHowTheRunBeforeEnded() {
        bench.finished("refs/heads/main", Conclusion.FAILURE);
        bench.webhook(
                "changes",
                new TargetFilter(Set.of(TargetEvent.RUN_FINISHED), List.of(), List.of(), true));
        Run second = bench.finished("refs/heads/main", Conclusion.SUCCESS);
        TakenMessage message = bench.take().getFirst();
        assertThat(last(message, second)).contains(new LastTold("failure", 1));
        bench.end(message, new AttemptEnd.Delivered());

        // A rerun of the same run.
        bench.database.runInTransaction(tx -> Runs.startAttempt(tx, second.id()));
        bench.database.runInTransaction(
                tx -> Runs.finish(tx, second.id(), Conclusion.FAILURE, Cause.EXIT_CODE));
        assertThat(last(bench.take().getFirst(), second)).contains(new LastTold("success", 2));
    }

    @Test
    void nothingIsKnownOfARunThatIsGone() {
        Run run = bench.finished("refs/heads/main", Conclusion.SUCCESS);
        bench.rows().execute("delete from pipeline_runs");

        assertThat(
                        bench.database.<Optional<ToldRun>>statement(
                                tx -> ToldRuns.find(tx, run.id(), 1, null)))
                .isEmpty();
    }

    private ToldRun find(Run run, @Nullable JobId job) {
        return bench.database
                .transaction(tx -> ToldRuns.find(tx, run.id(), 1, job == null ? null : job.value()))
                .orElseThrow();
    }

    private Optional<LastTold> last(TakenMessage message, Run run) {
        return bench.database.statement(tx -> ToldRuns.last(tx, message, run.id()));
    }

    private JobId fail(String... lines) {
        UUID instance = UUID.randomUUID();
        RunnerId oak = bench.database.transaction(tx -> SampleData.runner(tx, "oak", instance));
        ClaimedJob job = bench.database.transaction(tx -> SampleData.claim(tx, oak, instance));
        Instant at = Instant.now();
        List<LogLine> log =
                List.of(lines).stream()
                        .map(line -> new LogLine(at, line.getBytes(StandardCharsets.UTF_8), true))
                        .toList();
        bench.database.runInTransaction(tx -> {
            Steps.write(
                    tx,
                    Map.of(
                            job.claim(),
                            List.of(
                                    new StepReport(
                                            1,
                                            "",
                                            "Test",
                                            StepState.FINISHED,
                                            Conclusion.FAILURE,
                                            Conclusion.FAILURE,
                                            2,
                                            1L,
                                            at,
                                            at))));
            Logs.append(
                    tx,
                    List.of(
                            new LogChunk(
                                    job.claim(),
                                    job.job(),
                                    job.terms().logDay(),
                                    0,
                                    1,
                                    1,
                                    lines.length,
                                    false,
                                    100,
                                    at,
                                    LogChunkCodec.encode(at, log))));
            Jobs.finish(
                    tx,
                    job.job(),
                    JobResult.withoutRunner(Conclusion.FAILURE, Cause.EXIT_CODE, null));
        });
        return job.job();
    }
}
