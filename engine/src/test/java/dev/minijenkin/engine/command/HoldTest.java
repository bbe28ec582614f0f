package dev.minijenkin.engine.command;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.explain.Explanations;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.recovery.StrandedRuns;
import dev.minijenkin.engine.start.CalledFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static final String TWO = "on: push\njobs:\n  a: {%1$s}\n  b: {%1$s}\n".formatted(REST);
    private static final String CHAIN =
            "on: push\njobs:\n  a: {%1$s}\n  b: {needs: a, %1$s}\n".formatted(REST);

    @AutoClose private final EngineBench bench = new EngineBench();
    private final SentCommands wishes = new SentCommands(bench);

    @AfterEach
    void nothingIsStranded() {
        assertThat(StrandedRuns.repair(bench.database())).isZero();
    }

    @Test
    void aHeldRunLeavesTheQueueAndGoesOnWhenItIsReleased() {
        RunId run = bench.push(file(TWO));

        assertThat(wishes.said(wishes.ofRun(CommandKind.HOLD, run)))
                .isEqualTo("DONE The run is held: 2 jobs left the queue");

        assertThat(bench.claim()).isEmpty();
        assertThat(bench.states(run)).containsValues("WAITING").hasSize(2);
        assertThat(bench.text("select distinct waiting_for || '|' || message from jobs"))
                .isEqualTo("hold|Held by postgres: it must");
        assertThat(explained(bench.job(run, "a").id()))
                .anyMatch(sentence ->
                        sentence.startsWith("Its run is held by postgres since 2")
                                && sentence.endsWith(": it must (release lets it go)"));
        assertThat(wishes.said(wishes.ofRun(CommandKind.RELEASE, run)))
                .isEqualTo("DONE The run goes on");
        assertThat(bench.work(success())).containsExactly("a", "b");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    /// The places that were left are not paid for, else the next run of the repository would stand
    /// behind nobody.
    @Test
    void aHoldCostsTheRepositoryNoPlaces() {
        RunId run = bench.push(file(TWO));
        String before = bench.text("select vfinish from repository_clocks");

        wishes.said(wishes.ofRun(CommandKind.HOLD, run));
        wishes.said(wishes.ofRun(CommandKind.RELEASE, run));

        assertThat(bench.text("select vfinish from repository_clocks")).isEqualTo(before);
    }

    @Test
    void whatARunnerHasGoesOnAndWhatBecomesReadyWaits() {
        RunId run = bench.push(file(CHAIN));
        ClaimedJob first = bench.begin().getFirst();

        assertThat(wishes.said(wishes.ofRun(CommandKind.HOLD, run)))
                .isEqualTo("DONE The run is held; a runner has 1 job, which is not touched");
        bench.finish(first, success());

        assertThat(bench.states(run)).containsEntry("a", "SUCCESS").containsEntry("b", "WAITING");
        assertThat(bench.claim()).isEmpty();
        wishes.said(wishes.ofRun(CommandKind.RELEASE, run));
        assertThat(bench.work(success())).containsExactly("b");
        assertThat(bench.run(run).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void aJobIsHeldAloneEvenBeforeItsTurn() {
        RunId run = bench.push(file(CHAIN));
        JobId second = bench.job(run, "b").id();

        assertThat(wishes.said(wishes.ofJob(CommandKind.HOLD, second)))
                .isEqualTo("DONE The job b is held");

        assertThat(bench.work(success())).containsExactly("a");
        assertThat(bench.states(run)).containsEntry("b", "WAITING");
        assertThat(wishes.said(wishes.ofRun(CommandKind.RELEASE, run)))
                .isEqualTo(
                        "REFUSED The run is not held; 1 job of it stay held by themselves: release them by --job");
        assertThat(wishes.said(wishes.ofJob(CommandKind.RELEASE, second)))
                .isEqualTo("DONE The job b goes on");
        assertThat(bench.work(success())).containsExactly("b");
    }

    @Test
    void whoIsHeldTwiceIsReleasedTwice() {
        RunId run = bench.push(file(TWO));
        JobId job = bench.job(run, "a").id();
        wishes.said(wishes.ofJob(CommandKind.HOLD, job));
        wishes.said(wishes.ofRun(CommandKind.HOLD, run));

        assertThat(wishes.said(wishes.ofJob(CommandKind.RELEASE, job)))
                .isEqualTo("DONE The job a is released, and stays held with its run");
        assertThat(bench.claim()).isEmpty();
        assertThat(wishes.said(wishes.ofJob(CommandKind.RELEASE, job)))
                .isEqualTo("REFUSED The job a is held with its run: release the run");
        wishes.said(wishes.ofRun(CommandKind.RELEASE, run));
        assertThat(bench.work(success())).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeHeldOrReleasedSaysWhy() {
        RunId run = bench.push(file(TWO));
        JobId job = bench.job(run, "a").id();
        assertThat(wishes.said(wishes.ofRun(CommandKind.RELEASE, run)))
                .isEqualTo("REFUSED The run is not held");
        assertThat(wishes.said(wishes.ofJob(CommandKind.RELEASE, job)))
                .isEqualTo("REFUSED The job a is not held");
        bench.begin();
        assertThat(wishes.said(wishes.ofJob(CommandKind.HOLD, job)))
                .isEqualTo(
                        "REFUSED A runner has the job a already, and a hold does not reach it there: cancel it");
        wishes.said(wishes.ofRun(CommandKind.HOLD, run));
        assertThat(wishes.said(wishes.ofRun(CommandKind.HOLD, run)))
                .isEqualTo("REFUSED The run is held already");
        bench.execute("delete from claims");
        StrandedRuns.repair(bench.database());
        bench.command("cancel", run);
        assertThat(wishes.said(wishes.ofRun(CommandKind.HOLD, run)))
                .isEqualTo("REFUSED The run has ended already");
        assertThat(wishes.said(wishes.ofJob(CommandKind.HOLD, job)))
                .isEqualTo("REFUSED The job a has ended already");
        assertThat(wishes.said(wishes.plain("hold", "{}")))
                .isEqualTo("REFUSED The command names neither a run nor a job that exists");
    }

    @Test
    void aHeldJobOfALostRunnerWaitsInsteadOfComingBack() {
        RunId run = bench.push(file("on: push\njobs: {a: {%s}}".formatted(REST)));
        bench.begin();
        wishes.said(wishes.ofRun(CommandKind.HOLD, run));

        bench.loseRunner();

        assertThat(bench.states(run)).containsEntry("a", "WAITING");
        assertThat(bench.text("select count(*) from queue")).isEqualTo("0");
        wishes.said(wishes.ofRun(CommandKind.RELEASE, run));
        assertThat(bench.work(success())).containsExactly("a");
    }

    @Test
    void cancellingAHeldRunEndsItAndLetsOnWhatTidiesUp() {
        RunId run =
                bench.push(
                        file(
                                "on: push\njobs:\n  a: {%1$s}\n  tidy: {needs: a, if: always(), %1$s}\n"
                                        .formatted(REST)));
        wishes.said(wishes.ofRun(CommandKind.HOLD, run));

        bench.command("cancel", run);

        assertThat(bench.states(run)).containsEntry("a", "CANCELLED");
        assertThat(bench.work(success())).containsExactly("tidy");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
        bench.command("rerun", run);
        assertThat(bench.work(success())).as("another attempt is not held").containsExactly("a");
    }

    /// The hold of one whose last job was running is left behind.
    @Test
    void anAttemptAfterAHeldOneIsNotHeld() {
        RunId run = bench.push(file("on: push\njobs: {a: {%s}}".formatted(REST)));
        ClaimedJob job = bench.begin().getFirst();
        wishes.said(wishes.ofRun(CommandKind.HOLD, run));
        bench.finish(job, success());

        bench.command("rerun", run);

        assertThat(bench.work(success())).containsExactly("a");
    }

    @Test
    void inALineAHeldRunLetsOthersPassAndKeepsItsPlace() {
        String grouped =
                "on: push\nconcurrency: {group: g, queue: max}\njobs: {a: {%s}}".formatted(REST);
        RunId first = bench.push(file(grouped));
        RunId held = bench.push(file(grouped));
        RunId third = bench.push(file(grouped));
        RunId fourth = bench.push(file(grouped));
        wishes.said(wishes.ofRun(CommandKind.HOLD, held));

        assertThat(runsOf(bench.begin(), success())).containsExactly(first);
        wishes.said(wishes.ofRun(CommandKind.RELEASE, held));
        assertThat(runsOf(bench.begin(), success())).as("has passed").containsExactly(third);
        assertThat(runsOf(bench.begin(), success())).containsExactly(held);
        assertThat(runsOf(bench.begin(), success())).containsExactly(fourth);
    }

    @Test
    void aHeldRunCancelsNobodyAndReplacesNobodyUntilItIsReleased() {
        String grouped =
                "on: push\nconcurrency: {group: g, cancel-in-progress: %s}\njobs: {a: {%s}}";
        RunId active = bench.push(file(grouped.formatted(false, REST)));
        bench.begin();
        RunId waiting = bench.push(file(grouped.formatted(false, REST)));
        bench.execute(
                """
                create function hold_all() returns trigger language plpgsql as $$ begin
                    insert into holds (run_id, attempt, held_by) values (new.id, 1, 'ana'); return new; end $$;
                create trigger hold_all after insert on pipeline_runs for each row execute function hold_all();
                """);
        RunId held = bench.push(file(grouped.formatted(true, REST)));

        assertThat(bench.run(waiting).state()).isEqualTo(RunState.WAITING);
        assertThat(bench.text("select count(*) from jobs where cancel_requested_at is not null"))
                .isEqualTo("0");
        wishes.said(wishes.ofRun(CommandKind.RELEASE, held));
        assertThat(bench.run(waiting).state()).isEqualTo(RunState.FINISHED);
        assertThat(bench.jobs(active).getFirst().status().cancelRequested()).isTrue();
    }

    @Test
    void atAnEnvironmentAHeldJobLetsOthersPass() {
        String deploys = "on: push\njobs: {a: {environment: prod, %s}}".formatted(REST);
        RunId first = bench.push(file(deploys));
        RunId held = bench.push(file(deploys));
        RunId third = bench.push(file(deploys));
        wishes.said(wishes.ofJob(CommandKind.HOLD, bench.job(held, "a").id()));

        assertThat(runsOf(bench.begin(), success())).containsExactly(first);
        assertThat(bench.states(held)).containsEntry("a", "WAITING");
        wishes.said(wishes.ofJob(CommandKind.RELEASE, bench.job(held, "a").id()));
        assertThat(runsOf(bench.begin(), success())).containsExactly(third);
        assertThat(runsOf(bench.begin(), success())).containsExactly(held);
    }

    /// It holds the lock, and keeps it: who stands behind it sees why.
    @Test
    void aHeldJobThatHasItsEnvironmentKeepsIt() {
        String deploys = "on: push\njobs: {a: {environment: prod, %s}}".formatted(REST);
        RunId held = bench.push(file(deploys));
        RunId second = bench.push(file(deploys));
        wishes.said(wishes.ofRun(CommandKind.HOLD, held));

        assertThat(bench.claim()).isEmpty();
        wishes.said(wishes.ofRun(CommandKind.RELEASE, held));
        assertThat(runsOf(bench.begin(), success())).containsExactly(held);
        assertThat(runsOf(bench.begin(), success())).containsExactly(second);
    }

    @Test
    void theHoldOfACallHoldsWhatItCallsNowAndLater() {
        RunId run =
                bench.start(
                        bench.push("refs/heads/main"),
                        file(
                                "on: push\njobs: {call: {uses: ./.github/workflows/c.yml}, b: {%s}}"
                                        .formatted(REST)),
                        _ ->
                                new CalledFiles.Answer.Found(
                                        "on: workflow_call\njobs:\n  x: {%1$s}\n  y: {needs: x, %1$s}\n"
                                                .formatted(REST)
                                                .getBytes(StandardCharsets.UTF_8)));
        JobId call = bench.job(run, "call").id();
        assertThat(wishes.said(wishes.ofJob(CommandKind.HOLD, call)))
                .isEqualTo("DONE The job call is held: 1 job left the queue");

        assertThat(bench.work(success())).containsExactly("b");
        wishes.said(wishes.ofJob(CommandKind.RELEASE, bench.job(run, "call/x").id()));
        assertThat(bench.work(success())).containsExactly("call/x");
        assertThat(bench.states(run)).containsEntry("call/y", "WAITING");
        wishes.said(wishes.ofJob(CommandKind.RELEASE, call));
        assertThat(bench.work(success())).containsExactly("call/y");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void legsThatAreKnownLaterAreHeldWithTheirJob() {
        RunId run =
                bench.push(
                        file(
                                """
                                on: push
                                jobs:
                                  a: {outputs: {l: x}, %1$s}
                                  b: {needs: a, strategy: {matrix: {v: '${{ fromJSON(needs.a.outputs.l) }}'}}, %1$s}
                                """
                                        .formatted(REST)));
        JobId placeholder = bench.job(run, "b").id();
        wishes.said(wishes.ofJob(CommandKind.HOLD, placeholder));

        bench.work(success("{\"l\": \"[1, 2, 3]\"}"));

        assertThat(bench.states(run)).containsValues("WAITING").hasSize(4);
        assertThat(bench.claim()).isEmpty();
        for (String leg :
                bench.texts("select id from jobs where key = 'b' and state = 'waiting'")) {
            wishes.said(wishes.ofJob(CommandKind.RELEASE, new JobId(Long.parseLong(leg))));
        }
        assertThat(bench.work(success())).containsExactly("b", "b", "b");
    }

    @Test
    void whatWaitsAlthoughNobodyHoldsItIsLetOn() {
        RunId run = bench.push(file(TWO));
        wishes.said(wishes.ofRun(CommandKind.HOLD, run));
        bench.execute("delete from holds");

        assertThat(StrandedRuns.repair(bench.database())).isEqualTo(2);

        assertThat(bench.work(success())).containsExactly("a", "b");
    }

    @Test
    void aRunInDoubtIsHeldFromItsBeginningWithAllThatItWouldTake() {
        String file =
                "on: push\nconcurrency: {group: g, cancel-in-progress: true}\njobs: {a: {environment: prod, %s}}"
                        .formatted(REST);
        RunId active = bench.push(file(file));
        bench.begin();
        RunId doubted = doubted(file);

        assertThat(bench.jobs(active).getFirst().status().cancelRequested()).isFalse();
        assertThat(bench.text("select held_by || '|' || reason from holds"))
                .isEqualTo("the rule for forks|nobody knows them");
        wishes.said(wishes.ofRun(CommandKind.RELEASE, doubted));
        assertThat(bench.jobs(active).getFirst().status().cancelRequested()).isTrue();
    }

    @Test
    void noJobOfARunInDoubtBeginsWhenItIsCancelledOrOneOfItsJobsIs() {
        String file =
                "on: push\njobs:\n  a: {%1$s}\n  tidy: {needs: a, if: always(), %1$s}\n"
                        .formatted(REST);
        RunId run = doubted(file);

        wishes.said(wishes.ofJob(CommandKind.CANCEL, bench.job(run, "a").id()));
        assertThat(bench.states(run))
                .containsEntry("a", "CANCELLED")
                .containsEntry("tidy", "WAITING");
        assertThat(bench.claim()).isEmpty();
        bench.command("cancel", run);

        assertThat(bench.claim()).isEmpty();
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
        bench.command("rerun", run);
        assertThat(bench.work(success()))
                .as("who runs it again approves of it")
                .containsExactly("a");
    }

    private RunId doubted(String file) {
        return bench.start(
                bench.push("refs/heads/main").ofFork(Optional.of("nobody knows them")), file(file));
    }

    private List<RunId> runsOf(List<ClaimedJob> claimed, JobResult result) {
        claimed.forEach(job -> assertThat(bench.finish(job, result)).isTrue());
        return claimed.stream().map(ClaimedJob::run).toList();
    }

    private List<String> explained(JobId job) {
        return bench.in(tx -> Explanations.of(tx, job)).stream()
                .filter(row -> row.kind().equals("hold"))
                .map(Explanation::sentence)
                .toList();
    }
}
