package dev.minijenkin.db.view.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.RepeatedJobs;
import dev.minijenkin.db.run.start.NewJob;
import dev.minijenkin.db.run.start.NewJobs;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.run.step.StepState;
import dev.minijenkin.db.run.step.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobViewsTest {
    private static TestDatabase test;
    private static Database database;

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        database = test.open();
    }

    @AfterAll
    static void close() {
        database.close();
        test.close();
    }

    @Test
    void whatIsUsualIsTheMedianOfJobsThatSucceededInRunsThatDid() {
        RepositoryId repository = database.transaction(tx -> SampleData.repository(tx, "shop"));
        ended(repository, "success", 10);
        ended(repository, "success", 30);
        ended(repository, "success", 20);
        ended(repository, "failure", 500);
        RunId now = run(repository).id();

        assertThat(usual(now, "build")).contains(Duration.ofSeconds(20));
        assertThat(usual(now, "lint")).contains(Duration.ofSeconds(1));
    }

    @Test
    void nothingIsUsualBeforeTheFirstSuccess() {
        RepositoryId repository = database.transaction(tx -> SampleData.repository(tx, "docs"));
        ended(repository, "failure", 10);
        assertThat(usual(run(repository).id(), "build")).isEmpty();
    }

    @Test
    void theJobsOfAnAttemptComeInOrderWithoutCalls() {
        Run run = blocked("calls", "build", "lint");
        database.transaction(tx -> {
            JobId call = NewJobs.insert(tx, run, List.of(SampleData.call("call", ""))).getFirst();
            NewJobs.expand(tx, call, "./called.yml");
            RepeatedJobs.repeat(tx, List.of(SampleData.jobOf(tx, run, "lint")), 2, "bo");
            return true;
        });

        List<JobView> jobs = jobs(run, 1);

        assertThat(jobs).extracting(JobView::key).containsExactly("build", "lint");
        JobView build = jobs.getFirst();
        assertThat(build.status().state()).isEqualTo(JobState.BLOCKED);
        assertThat(build.placement().labels()).containsExactly("linux");
        assertThat(build.placement().runner()).isEmpty();
        assertThat(build.status().message()).isEmpty();
        assertThat(build.log().job()).isEqualTo(build.id());
        assertThat(build.steps()).isEmpty();
        assertThat(jobs(run, 2)).extracting(JobView::key).containsExactly("lint");
        assertThat(jobs(run, 3)).isEmpty();
    }

    @Test
    void theFirstJobOfACalledFileNeedsWhatItsCallerNeeds() {
        Run run = blocked("needs", "build");
        database.run(tx -> {
            int labels = LabelSets.intern(tx, List.of("linux"));
            JobId call =
                    NewJobs.insert(
                                    tx,
                                    run,
                                    List.of(needing(SampleData.call("deploy", ""), "build")))
                            .getFirst();
            NewJobs.expand(tx, call, "./called.yml");
            NewJobs.insert(
                    tx,
                    run,
                    List.of(
                            SampleData.job("deploy.linux_18/push", labels),
                            needing(
                                    SampleData.job("deploy.linux_18/check", labels),
                                    "deploy.linux_18/push")));
        });

        assertThat(jobs(run, 1))
                .extracting(JobView::needs)
                .containsExactly(List.of(), List.of("build"), List.of("deploy.linux_18/push"));
    }

    private static NewJob needing(NewJob job, String need) {
        return new NewJob(
                job.position(),
                job.name(),
                List.of(need),
                job.form(),
                job.late(),
                job.rules(),
                job.labelSet(),
                job.priority(),
                job.timeoutMinutes(),
                job.guarded(),
                job.claimsLeft(),
                job.definition());
    }

    @Test
    void aJobShowsTheStepsOfItsLastClaimAndItsRunner() {
        Run run = blocked("steps", "build");
        JobId build = job(run, "build");
        claim(build, "First");
        ClaimedJob last = claim(build, "Second");
        StepReport report =
                StepReport.pending(1, "", "Second")
                        .started(7, Instant.now())
                        .finished(Conclusion.FAILURE, Conclusion.SUCCESS, 3, Instant.now());
        database.statement(tx -> Steps.write(tx, Map.of(last.claim(), List.of(report))));

        JobView view = jobs(run, 1).getFirst();

        assertThat(view.placement().runner()).isEqualTo("oak");
        assertThat(view.steps()).hasSize(1);
        StepView step = view.steps().getFirst();
        assertThat(step.name()).isEqualTo("Second");
        assertThat(step.claim()).isEqualTo(last.claim());
        assertThat(step.state()).isEqualTo(StepState.FINISHED);
        assertThat(step.conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(step.exitCode()).isEqualTo(3);
        assertThat(step.firstLine()).isEqualTo(7);
    }

    @Test
    void aResultThatWasTakenOverShowsTheLogAndTheStepsThatItCameFrom() {
        Run run = blocked("reused", "build");
        JobId build = job(run, "build");
        claim(build, "Compile");
        database.transaction(tx -> {
            Jobs.finish(
                    tx,
                    build,
                    JobResult.withoutRunner(Conclusion.FAILURE, Cause.EXIT_CODE, "Exit code 1"));
            RepeatedJobs.reuse(tx, List.of(build), 2);
            return true;
        });

        JobView view = jobs(run, 2).getFirst();

        assertThat(view.id()).isNotEqualTo(build);
        assertThat(view.log().job()).isEqualTo(build);
        assertThat(view.steps()).extracting(StepView::name).containsExactly("Compile");
        assertThat(view.status().message()).isEqualTo("Exit code 1");
        assertThat(view.status().cause()).isEqualTo(Cause.EXIT_CODE);
    }

    @Test
    void theAttemptOfAJobIsKnownInItsOwnRunOnly() {
        Run run = blocked("attempts", "build");
        Run other = blocked("strangers", "build");
        JobId again =
                database.transaction(tx -> {
                    RepeatedJobs.repeat(tx, List.of(SampleData.jobOf(tx, run, "build")), 2, "bo");
                    return Jobs.ofRun(tx, run.id(), 2).getFirst().id();
                });

        assertThat(attemptOf(run, job(run, "build"))).contains(1);
        assertThat(attemptOf(run, again)).contains(2);
        assertThat(attemptOf(other, again)).isEmpty();
    }

    private static Run blocked(String repository, String... keys) {
        return database.transaction(
                tx -> SampleData.blockedRun(tx, SampleData.repository(tx, repository), keys));
    }

    private static JobId job(Run run, String key) {
        return database.transaction(tx -> SampleData.jobOf(tx, run, key));
    }

    private static List<JobView> jobs(Run run, int attempt) {
        return database.transaction(tx -> JobViews.ofRun(tx, run.id(), attempt));
    }

    private static Optional<Integer> attemptOf(Run run, JobId job) {
        return database.transaction(tx -> JobViews.attemptOf(tx, run.id(), job));
    }

    /// A runner takes a job, which another may have had before, and plans one step.
    private static ClaimedJob claim(JobId job, String step) {
        return database.transaction(tx -> {
            UUID instance = new UUID(0, 1);
            tx.sql().execute("delete from queue");
            if (Queue.enqueue(tx, List.of(job)) == 0) {
                ClaimId before = Logs.parts(tx, job).getLast().claim();
                Claims.release(tx, before, ClaimOutcome.RUNNER_LOST);
                Claims.requeue(tx, before);
            }
            ClaimedJob claimed =
                    SampleData.claim(tx, SampleData.runner(tx, "oak", instance), instance);
            Steps.write(tx, Map.of(claimed.claim(), List.of(StepReport.pending(1, "", step))));
            return claimed;
        });
    }

    private static Run run(RepositoryId repository) {
        return database.transaction(tx -> SampleData.queuedRun(tx, repository, "build", "lint"));
    }

    private static Optional<Duration> usual(RunId run, String key) {
        return database.transaction(tx -> {
            JobId job =
                    JobViews.ofRun(tx, run, 1).stream()
                            .filter(view -> view.key().equals(key))
                            .findFirst()
                            .orElseThrow()
                            .id();
            return JobViews.usual(tx, job);
        });
    }

    /// A run whose job `build` took some seconds, and whose job `lint` took one.
    private static void ended(RepositoryId repository, String conclusion, int seconds) {
        long run = run(repository).id().value();
        database.transaction(tx -> {
            tx.sql().execute("delete from queue");
            tx.sql()
                    .execute(
                            """
                            update jobs set state = 'finished', conclusion = ?, cause = ?,
                                started_at = now() - make_interval(secs => case key when 'build' then ? else 1 end),
                                finished_at = now()
                            where run_id = ?
                            """,
                            conclusion,
                            conclusion.equals("failure") ? "exit_code" : null,
                            (double) seconds,
                            run);
            tx.sql()
                    .execute(
                            """
                            update pipeline_runs set state = 'finished', conclusion = ?, cause = ?,
                                started_at = now(), finished_at = now()
                            where id = ?
                            """,
                            conclusion,
                            conclusion.equals("failure") ? "exit_code" : null,
                            run);
            return true;
        });
    }
}
