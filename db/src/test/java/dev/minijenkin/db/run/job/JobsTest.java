package dev.minijenkin.db.run.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.start.NewJob;
import dev.minijenkin.db.run.start.NewJobs;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final JobResult FAILED =
            new JobResult(
                    Conclusion.FAILURE,
                    Cause.EXIT_CODE,
                    "Exit code 1",
                    "{\"a\": \"b\"}",
                    7,
                    99,
                    true);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void jobsComeInTheOrderOfTheirFileAndByAttempt() {
        Run run = run();
        database.transaction(tx -> {
            int labels = LabelSets.intern(tx, List.of("linux"));
            NewJobs.insert(
                    tx,
                    run,
                    List.of(
                            at("last", labels, 1, 0),
                            at("leg", labels, 0, 10),
                            at("first", labels, 0, 9)));
            RepeatedJobs.repeat(tx, List.of(SampleData.jobOf(tx, run, "leg")), 2, "bo");
            return true;
        });

        assertThat(ofRun(run, 1)).extracting(Job::key).containsExactly("first", "leg", "last");
        assertThat(ofRun(run, 2)).extracting(Job::key).containsExactly("leg");
        assertThat(ofRun(run, 3)).isEmpty();
    }

    @Test
    void aJobIsFoundWithItsRun() {
        Run run = run("build");
        JobId build = job(run, "build");

        assertThat(find(build)).map(Job::key).contains("build");
        assertThat(find(new JobId(999))).isEmpty();
        Optional<RunId> runOf = database.statement(tx -> Jobs.runOf(tx, build));
        Optional<RunId> unknown = database.statement(tx -> Jobs.runOf(tx, new JobId(999)));
        assertThat(runOf).contains(run.id());
        assertThat(unknown).isEmpty();
    }

    @Test
    void definitionsAreWrittenAnewForOneJobAndReadForMany() {
        Run run = run("build", "lint");
        JobId build = job(run, "build");
        JobId lint = job(run, "lint");
        change(tx -> Jobs.setDefinition(tx, build, "{\"name\":\"\\u0000\"}"));

        assertThat(definitions(List.of(build, lint)))
                .containsEntry(build, "{\"name\": \"\uFFFD\", \"contexts\": {\"github\": {}}}")
                .containsEntry(lint, "{\"contexts\": {\"github\": {}}}");
        assertThat(definitions(List.of(lint))).containsOnlyKeys(lint);
        assertThat(definitions(List.of())).isEmpty();
    }

    @Test
    void theNeedsOfSeveralJobsAreWrittenAmongTheirContexts() {
        Run run = run("build", "lint", "other");
        List<JobId> two = List.of(job(run, "build"), job(run, "lint"));
        for (JobId job : database.transaction(tx -> SampleData.jobsOf(tx, run))) {
            change(tx -> Jobs.setDefinition(tx, job, "{\"contexts\":{\"needs\":{},\"vars\":1}}"));
        }

        change(tx -> Jobs.setNeeds(tx, two, "{\"a\":1}"));

        String written = "{\"contexts\": {\"vars\": 1, \"needs\": {\"a\": 1}, \"github\": {}}}";
        assertThat(definitions(two).values()).containsExactly(written, written);
        assertThat(definitions(List.of(job(run, "other"))).values())
                .containsExactly("{\"contexts\": {\"vars\": 1, \"needs\": {}, \"github\": {}}}");
    }

    @Test
    void aJobEndsOnce() {
        JobId build = job(run("build"), "build");

        assertThat(finish(build, FAILED)).isTrue();
        assertThat(finish(build, JobResult.withoutRunner(Conclusion.SUCCESS, null, null)))
                .isFalse();

        Job job = find(build).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.FINISHED);
        assertThat(job.conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(job.cause()).isEqualTo(Cause.EXIT_CODE);
        assertThat(job.outputs()).isEqualTo("{\"a\": \"b\"}");
        assertThat(text(build, "message")).isEqualTo("Exit code 1");
        assertThat(text(build, "concat(log_lines, ' ', log_bytes, ' ', log_truncated)"))
                .isEqualTo("7 99 t");
    }

    @Test
    void ofSeveralJobsThoseEndThatAreOpen() {
        Run run = run("a", "b", "c");
        finish(job(run, "a"), FAILED);
        change(tx -> Jobs.await(tx, job(run, "b"), WaitingReason.CONCURRENCY, "Waits"));

        int ended =
                database.statement(tx ->
                        Jobs.finish(
                                tx,
                                List.of(job(run, "a"), job(run, "b")),
                                JobResult.withoutRunner(Conclusion.SKIPPED, null, null)));

        assertThat(ended).isEqualTo(1);
        assertThat(ofRun(run, 1))
                .extracting(Job::conclusion)
                .containsExactly(Conclusion.FAILURE, Conclusion.SKIPPED, null);
        assertThat(text(job(run, "b"), "waiting_for")).isNull();
    }

    @Test
    void onlyABlockedOrWaitingJobIsMadeToWait() {
        Run run = run("build", "queued");
        JobId build = job(run, "build");
        JobId queued = job(run, "queued");
        change(tx -> Queue.enqueue(tx, List.of(queued)));

        change(tx -> {
            Jobs.await(tx, build, WaitingReason.CONCURRENCY, "Waits");
            Jobs.await(tx, build, WaitingReason.DEPLOYMENT_LOCK, "Waits for `\0`");
            Jobs.await(tx, queued, WaitingReason.CONCURRENCY, "Waits");
        });

        assertThat(find(build).orElseThrow().state()).isEqualTo(JobState.WAITING);
        assertThat(text(build, "waiting_for")).isEqualTo("deployment_lock");
        assertThat(text(build, "message")).isEqualTo("Waits for `\uFFFD`");
        assertThat(find(queued).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void onlyAWaitingJobIsBlockedAgain() {
        Run run = run("build", "queued");
        JobId build = job(run, "build");
        JobId queued = job(run, "queued");
        change(tx -> {
            Queue.enqueue(tx, List.of(queued));
            Jobs.await(tx, build, WaitingReason.CONCURRENCY, "Waits");
            Jobs.block(tx, build);
            Jobs.block(tx, queued);
        });

        assertThat(find(build).orElseThrow().state()).isEqualTo(JobState.BLOCKED);
        assertThat(text(build, "concat(waiting_for, message)")).isEmpty();
        assertThat(find(queued).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void runnersAreAskedToCancelTheJobsThatTheyHave() {
        Run run = run("a", "b", "open");
        UUID instance = UUID.randomUUID();
        RunnerId runner = database.transaction(tx -> SampleData.runner(tx, "oak", instance));
        change(tx -> {
            Queue.enqueue(tx, List.of(job(run, "a"), job(run, "b")));
            SampleData.claim(tx, runner, instance);
            SampleData.claim(tx, runner, instance);
        });

        List<JobId> all = database.statement(tx -> SampleData.jobsOf(tx, run));
        assertThat(requestCancel(all, Cause.SUPERSEDED)).containsExactly(runner.value());
        assertThat(requestCancel(all, Cause.CANCELLED_BY_COMMAND))
                .as("again")
                .containsExactly(runner.value());

        assertThat(cancelCause(job(run, "a"))).as("the first counts").contains(Cause.SUPERSEDED);
        assertThat(cancelCause(job(run, "open"))).isEmpty();
        assertThat(ofRun(run, 1))
                .extracting(job -> job.status().cancelRequested())
                .containsExactly(true, true, false);
    }

    @Test
    void aGuardedJobKeepsTheNamesOfWhatItEnters() {
        JobId build = job(run("build"), "build");
        assertThat(find(build).orElseThrow().plan().guarded()).isFalse();

        change(tx -> Jobs.setGuard(tx, build, "prod\0", null));

        assertThat(find(build).orElseThrow().plan().guarded()).isTrue();
        assertThat(text(build, "environment")).isEqualTo("prod\uFFFD");
        assertThat(text(build, "concurrency_group")).isNull();
    }

    private static NewJob at(String key, int labels, int place, int leg) {
        NewJob usual = SampleData.job(key, labels);
        return new NewJob(
                new JobPosition(key, "", 0, List.of(place, leg)),
                usual.name(),
                usual.needs(),
                usual.form(),
                usual.late(),
                usual.rules(),
                usual.labelSet(),
                usual.priority(),
                usual.timeoutMinutes(),
                usual.guarded(),
                usual.claimsLeft(),
                usual.definition());
    }

    private Run run(String... keys) {
        return database.transaction(tx -> SampleData.blockedRun(tx, shop, keys));
    }

    private JobId job(Run run, String key) {
        return database.statement(tx -> SampleData.jobOf(tx, run, key));
    }

    private List<Job> ofRun(Run run, int attempt) {
        return database.statement(tx -> Jobs.ofRun(tx, run.id(), attempt));
    }

    private Optional<Job> find(JobId job) {
        return database.statement(tx -> Jobs.find(tx, job));
    }

    private Map<JobId, String> definitions(Collection<JobId> jobs) {
        Map<JobId, String> definitions =
                new HashMap<>(database.statement(tx -> Jobs.definitions(tx, jobs)));
        definitions.replaceAll((job, definition) -> SampleData.untraced(definition));
        return definitions;
    }

    private boolean finish(JobId job, JobResult result) {
        return database.statement(tx -> Jobs.finish(tx, job, result));
    }

    private List<Long> requestCancel(List<JobId> jobs, Cause cause) {
        return database.statement(tx -> Jobs.requestCancel(tx, jobs, cause));
    }

    private Optional<Cause> cancelCause(JobId job) {
        return database.statement(tx -> Jobs.cancelCause(tx, job));
    }

    private void change(Consumer<Tx> statements) {
        database.transaction(tx -> {
            statements.accept(tx);
            return true;
        });
    }

    private @Nullable String text(JobId job, String column) {
        return database.statement(tx ->
                tx.sql()
                        .fetchSingle(
                                "select (" + column + ")::text from jobs where id = ?", job.value())
                        .into(String.class));
    }
}
