package dev.minijenkin.db.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.listener.RunListeners;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.step.Step;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.run.step.Steps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several jobs begin with one statement, and end with another.
class JobsTogetherTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final ClaimFloor floor = new ClaimFloor(System::nanoTime);
    private RepositoryId shop;
    private RunnerId runner;

    @BeforeEach
    void fill() {
        shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
        runner = database.transaction(tx -> SampleData.runner(tx, "oak", instance));
    }

    @Test
    void jobsOfSeveralRunsBeginWithTheirClaimsAndTheirRunsWithThem() {
        Run two = queue("build", "test");
        Run one = queue("build");

        List<ClaimedJob> jobs = take(3);

        assertThat(jobs)
                .allSatisfy(job ->
                        assertThat(job.event())
                                .hasValueSatisfying(event ->
                                        assertThat(new String(event, StandardCharsets.UTF_8))
                                                .startsWith("{")));
        assertThat(states(two)).containsOnly(JobState.RUNNING);
        assertThat(find(two).state()).isEqualTo(RunState.RUNNING);
        assertThat(find(one).state()).isEqualTo(RunState.RUNNING);
        assertThat(test.rows().count("claims where acknowledged_at is null")).isZero();
        assertThat(test.rows().count("jobs where started_at is null")).isZero();
    }

    @Test
    void whatJoinsARunThatIsUnderWayBeginsToo() {
        Run run = queue("build", "test");
        take(1);

        assertThat(take(1).getFirst().event()).isPresent();
        assertThat(states(run)).containsOnly(JobState.RUNNING);
    }

    @Test
    void whatBeganBeginsNotOnceMore() {
        queue("build");
        ClaimedJob job = take(1).getFirst();

        assertThat(begin(job)).isEqualTo(Acknowledgement.REFUSED);
        boolean known = database.statement(tx -> Claims.isAcknowledged(tx, job.claim()));
        assertThat(known).isTrue();
    }

    @Test
    void aRunThatSomebodyHoldsKeepsNoOtherWaiting() {
        Run held = queue("build");
        Run free = queue("build");
        try (OpenTransaction<?> holder =
                OpenTransaction.begin(database, tx -> Runs.lock(tx, held.id()))) {
            assertThat(holder.value()).isNotNull();

            List<ClaimedJob> jobs = take(2);

            assertThat(jobs).filteredOn(job -> job.event().isPresent()).hasSize(1);
            assertThat(find(free).state()).isEqualTo(RunState.RUNNING);
            assertThat(states(held)).containsExactly(JobState.CLAIMED);
        }
    }

    @Test
    void whereOthersHearThatARunBeginsItBeginsAlone() {
        listen();
        Run run = queue("build");

        ClaimedJob job = take(1).getFirst();

        assertThat(job.event()).isEmpty();
        assertThat(states(run)).containsExactly(JobState.CLAIMED);
        assertThat(begin(job)).isEqualTo(Acknowledgement.RUN_BEGAN);
    }

    @Test
    void whatEntersSomethingBeginsAlone() {
        Run run = queue("build");
        database.run(
                tx -> Jobs.setGuard(tx, Jobs.ofRun(tx, run.id(), 1).getFirst().id(), null, "g"));

        ClaimedJob job = take(1).getFirst();

        assertThat(job.event()).isEmpty();
        assertThat(begin(job)).isEqualTo(Acknowledgement.RUN_BEGAN);
    }

    @Test
    void jobsEndTogetherAndRunsOfWhichNothingIsOpenAnyMoreWithThem() {
        Run whole = queue("build", "test");
        Run half = queue("build", "test");
        List<ClaimedJob> all = take(4);
        List<ClaimedJob> ending =
                all.stream()
                        .filter(job -> job.run().equals(whole.id()) || job.key().equals("build"))
                        .toList();

        assertThat(end(ending)).hasSize(3);

        assertThat(states(whole)).containsOnly(JobState.FINISHED);
        assertThat(find(whole).state()).isEqualTo(RunState.FINISHED);
        assertThat(find(whole).status().conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(states(half)).containsExactlyInAnyOrder(JobState.FINISHED, JobState.RUNNING);
        assertThat(find(half).state()).isEqualTo(RunState.RUNNING);
        assertThat(
                        test.rows()
                                .texts(
                                        "select distinct outcome from claims where outcome is not"
                                                + " null"))
                .containsExactly("finished");

        assertThat(end(all)).hasSize(1);
        assertThat(find(half).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void theLastLinesAndStepsComeWithTheEnd() {
        queue("build");
        List<ClaimedJob> jobs = take(1);

        end(jobs);

        assertThat(steps(jobs.getFirst()))
                .extracting(step -> step.conclusion())
                .containsExactly(Conclusion.SUCCESS);
        assertThat(test.rows().text("select sum(line_count) from job_logs")).isEqualTo("1");
        assertThat(test.rows().text("select log_lines from jobs")).isEqualTo("7");
        assertThat(test.rows().text("select outputs ->> 'a' from jobs")).isEqualTo("b");
    }

    @Test
    void aChunkThatIsThereAlreadyIsPassedOver() {
        queue("build");
        List<ClaimedJob> jobs = take(1);
        database.statement(tx -> Logs.append(tx, List.of(chunk(jobs.getFirst()))));

        assertThat(end(jobs)).hasSize(1);
        assertThat(test.rows().text("select count(*) from job_logs")).isEqualTo("1");
    }

    @Test
    void nothingOfADeadClaimIsWritten() {
        queue("build");
        List<ClaimedJob> jobs = take(1);
        release(jobs.getFirst());

        assertThat(end(jobs)).isEmpty();

        assertThat(test.rows().text("select count(*) from job_logs")).isEqualTo("0");
        assertThat(test.rows().count("jobs where conclusion is not null")).isZero();
    }

    @Test
    void whereThePlannerHasSomethingToSayAJobEndsAlone() {
        assertEndsAlone(
                "a job of the run is blocked",
                run -> database.runInTransaction(tx -> SampleData.add(tx, run, "later")));
        assertEndsAlone(
                "a job of the run failed",
                run ->
                        database.runInTransaction(tx -> {
                            List<Job> jobs = Jobs.ofRun(tx, run.id(), 1);
                            Jobs.finish(
                                    tx,
                                    jobs.getLast().id(),
                                    JobResult.withoutRunner(
                                            Conclusion.FAILURE, Cause.EXIT_CODE, "It failed"));
                        }));
        assertEndsAlone(
                "the run is cancelled",
                run ->
                        database.run(tx ->
                                Runs.requestCancel(tx, run.id(), Cause.CANCELLED_BY_COMMAND)));
        assertEndsAlone(
                "the run is in a group",
                run ->
                        database.run(tx ->
                                tx.sql()
                                        .execute(
                                                "update pipeline_runs set concurrency_group = 'main' where id = ?",
                                                run.id().value())));
        assertEndsAlone(
                "the job has entered something",
                run ->
                        database.run(tx ->
                                Jobs.setGuard(
                                        tx,
                                        Jobs.ofRun(tx, run.id(), 1).getFirst().id(),
                                        null,
                                        "g")));
        assertEndsAlone("others hear of the run", _ -> listen());
    }

    @Test
    void aRunThatSomebodyHoldsKeepsNoOtherFromItsEnd() {
        Run held = queue("build");
        Run free = queue("build");
        List<ClaimedJob> jobs = take(2);
        try (OpenTransaction<?> holder =
                OpenTransaction.begin(database, tx -> Runs.lock(tx, held.id()))) {
            assertThat(holder.value()).isNotNull();

            assertThat(end(jobs)).hasSize(1);
            assertThat(find(free).state()).isEqualTo(RunState.FINISHED);
        }
    }

    @Test
    void othersTakeThePlacesOfThoseThatEndAndTheFreeOnes() {
        Run first = queue("build", "test");
        List<ClaimedJob> jobs = take(2);
        queue("a", "b", "c", "d", "e");

        JobExchange done = exchange(jobs, 1);

        assertThat(done.ended()).hasSize(2);
        assertThat(done.taken()).hasSize(3);
        assertThat(done.more()).isFalse();
        assertThat(done.taken()).allSatisfy(job -> assertThat(job.event()).isPresent());
        assertThat(find(first).state()).isEqualTo(RunState.FINISHED);
        assertThat(test.rows().count("queue")).isEqualTo(2);
    }

    @Test
    void whatCouldNotEndTogetherKeepsItsPlace() {
        Run held = queue("build");
        queue("build");
        List<ClaimedJob> jobs = take(2);
        queue("a", "b");
        try (OpenTransaction<?> holder =
                OpenTransaction.begin(database, tx -> Runs.lock(tx, held.id()))) {
            assertThat(holder.value()).isNotNull();

            JobExchange done = exchange(jobs, 0);

            assertThat(done.ended()).hasSize(1);
            assertThat(done.taken()).hasSize(1);
        }
    }

    @Test
    void whereNothingWaitsJobsEndAllTheSame() {
        queue("build");

        JobExchange done = exchange(take(1), 3);

        assertThat(done.ended()).hasSize(1);
        assertThat(done.taken()).isEmpty();
        assertThat(done.more()).isFalse();
    }

    @Test
    void whereThereAreLimitsTheTakeIsLeftToWhoeverMindsThem() {
        queue("build");
        List<ClaimedJob> jobs = take(1);
        queue("a");
        test.rows().execute("insert into claim_limits (label, most) values ('linux', 9)");

        JobExchange done = exchange(jobs, 0);

        assertThat(done.ended()).hasSize(1);
        assertThat(done.taken()).isEmpty();
        assertThat(done.more()).isTrue();
    }

    @Test
    void whereOthersAreTakingThereMayBeMore() {
        queue("build");
        List<ClaimedJob> jobs = take(1);
        queue("a");
        try (OpenTransaction<?> holder =
                OpenTransaction.begin(
                        database, tx -> tx.sql().fetch("select from queue for update"))) {
            assertThat(holder.value()).isNotNull();

            JobExchange done = exchange(jobs, 0);

            assertThat(done.ended()).hasSize(1);
            assertThat(done.taken()).isEmpty();
            assertThat(done.more()).isTrue();
        }
    }

    private JobExchange exchange(List<ClaimedJob> ending, int free) {
        List<Integer> sets = database.statement(tx -> LabelSets.servedBy(tx, List.of("linux")));
        return database.statement(tx ->
                Claims.exchange(
                        tx,
                        runner,
                        instance,
                        sets,
                        floor,
                        free,
                        ending.stream().map(this::ending).toList()));
    }

    private interface Change {
        void make(Run run);
    }

    private void assertEndsAlone(String what, Change change) {
        Run run = queue("build", "test");
        List<ClaimedJob> jobs = take(2);
        assertThat(jobs).extracting(ClaimedJob::run).containsOnly(run.id());
        change.make(run);
        List<ClaimedJob> first = jobs.stream().filter(job -> job.key().equals("build")).toList();

        assertThat(end(first)).as(what).isEmpty();
        assertThat(
                        database.statement(tx -> Jobs.find(tx, first.getFirst().job()))
                                .orElseThrow()
                                .state())
                .as(what)
                .isEqualTo(JobState.RUNNING);
        database.run(tx -> tx.sql().execute("delete from pipeline_runs"));
    }

    private void listen() {
        database.runInTransaction(tx ->
                RunListeners.put(
                        tx, shop, SampleData.pipeline(tx, shop, "listener"), List.of(), List.of()));
    }

    private Run queue(String... keys) {
        return database.transaction(tx -> SampleData.queuedRun(tx, shop, keys));
    }

    private List<ClaimedJob> take(int limit) {
        floor.forget();
        List<Integer> sets = database.statement(tx -> LabelSets.servedBy(tx, List.of("linux")));
        List<ClaimedJob> jobs =
                database.statement(tx -> Claims.take(tx, runner, instance, sets, floor, limit));
        assertThat(jobs).hasSize(limit);
        return jobs;
    }

    private Acknowledgement begin(ClaimedJob job) {
        return database.transaction(tx -> Claims.acknowledge(tx, job.claim(), job.run()));
    }

    private Set<ClaimId> end(List<ClaimedJob> jobs) {
        return database.transaction(
                tx -> JobEndings.write(tx, jobs.stream().map(this::ending).toList()));
    }

    private JobEnding ending(ClaimedJob job) {
        StepReport step =
                StepReport.pending(1, "", "Compile")
                        .started(1, Instant.now())
                        .finished(Conclusion.SUCCESS, Conclusion.SUCCESS, 0, Instant.now());
        return new JobEnding(
                job.claim(),
                job.run(),
                new JobResult(Conclusion.SUCCESS, null, null, "{\"a\": \"b\"}", 7, 70, false),
                List.of(step),
                List.of(chunk(job)));
    }

    private static LogChunk chunk(ClaimedJob job) {
        Instant at = Instant.now();
        byte[] line = "a line".getBytes(StandardCharsets.UTF_8);
        return new LogChunk(
                job.claim(),
                job.job(),
                job.terms().logDay(),
                0,
                1,
                1,
                1,
                false,
                line.length + 1,
                at,
                LogChunkCodec.encode(at, List.of(new LogLine(at, line, true))));
    }

    private void release(ClaimedJob job) {
        database.statement(tx -> Claims.release(tx, job.claim(), ClaimOutcome.RUNNER_LOST));
    }

    private List<Step> steps(ClaimedJob job) {
        return database.statement(tx -> Steps.ofJob(tx, job.job()));
    }

    private Run find(Run run) {
        return database.statement(tx -> Runs.find(tx, run.id())).orElseThrow();
    }

    private List<JobState> states(Run run) {
        return database.statement(tx -> Jobs.ofRun(tx, run.id(), 1)).stream()
                .map(Job::state)
                .toList();
    }
}
