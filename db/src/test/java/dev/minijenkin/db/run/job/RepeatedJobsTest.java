package dev.minijenkin.db.run.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.start.NewDefinition;
import dev.minijenkin.db.run.start.NewJob;
import dev.minijenkin.db.run.start.NewJobs;
import dev.minijenkin.db.run.start.NewRun;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RepeatedJobsTest {
    private static final String CONTEXTS =
            "{\"github\":{\"run_attempt\":\"1\",\"triggering_actor\":\"ana\"}}";
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
    private final Run run =
            database.transaction(tx -> new SampleRun().seeing(CONTEXTS).insert(tx, shop));

    @Test
    void aRepeatedJobIsPlannedAsBeforeAndBelongsToWhoWantedIt() {
        JobId old = insert(job("build", "os-linux", 1, List.of(2, 1), JobForm.STEPS));
        finish(old, FAILED);

        change(tx -> RepeatedJobs.repeat(tx, List.of(old), 2, "bo\0"));

        Job before = find(old);
        Job copy = only(2);
        assertThat(copy.position()).isEqualTo(before.position());
        assertThat(copy.name()).isEqualTo(before.name());
        assertThat(copy.needs()).isEqualTo(before.needs());
        assertThat(copy.plan().rules()).isEqualTo(before.plan().rules());
        assertThat(copy.state()).isEqualTo(JobState.BLOCKED);
        assertThat(copy.conclusion()).isNull();
        assertThat(copy.outputs()).isEqualTo("{}");
        assertThat(copy.reused()).isFalse();
        assertThat(text(copy.id(), "claims_left")).as("as often as any job").isEqualTo("3");
        assertThat(definition(copy.id())).contains("\"run_attempt\": \"2\"", "\"bo\uFFFD\"");
        assertThat(definition(old)).contains("\"run_attempt\": \"1\"", "\"ana\"");
    }

    @Test
    void eachLegOfAJobIsRepeatedWithItsOwnDefinition() {
        JobId first = insert(job("build", "a", 0, List.of(0, 0), JobForm.STEPS));
        JobId second = insert(job("build", "b", 1, List.of(0, 1), JobForm.STEPS));
        change(tx -> {
            Jobs.setDefinition(tx, first, "{\"leg\":\"a\"}");
            Jobs.setDefinition(tx, second, "{\"leg\":\"b\"}");
        });

        change(tx -> RepeatedJobs.repeat(tx, List.of(second, first), 2, "bo"));

        List<Job> copies = ofRun(2);
        assertThat(copies).extracting(Job::matrixIndex).containsExactly(0, 1);
        assertThat(definition(copies.getFirst().id())).contains("\"leg\": \"a\"");
        assertThat(definition(copies.getLast().id())).contains("\"leg\": \"b\"");
    }

    @Test
    void whatIsPlannedAnewStandsAsOneJobForItsLegs() {
        JobId leg = insert(job("call.eu/build", "os-linux", 0, List.of(1, 0, 2, 0), JobForm.STEPS));

        change(tx -> RepeatedJobs.defer(tx, List.of(leg), 2, "bo"));

        Job copy = only(2);
        assertThat(copy.form()).isEqualTo(JobForm.DEFERRED);
        assertThat(copy.plan().late()).isTrue();
        assertThat(copy.state()).isEqualTo(JobState.BLOCKED);
        assertThat(copy.name()).isEqualTo("build");
        assertThat(copy.position())
                .isEqualTo(new JobPosition("call.eu/build", "", 0, List.of(1, 0, 2, 0)));
        assertThat(text(copy.id(), "label_set_id")).isNull();
        assertThat(definition(copy.id())).contains("\"run_attempt\": \"2\"", "\"bo\"");
    }

    @Test
    void aCallIsOpenAgainUnlessItHasAGroupToEnter() {
        JobId open = insert(job("open", "", 0, List.of(0, 0), JobForm.CALL));
        JobId guarded = insert(job("guarded", "", 0, List.of(1, 0), JobForm.CALL));
        change(tx -> {
            Jobs.setGuard(tx, guarded, null, "prod");
            NewJobs.expand(tx, open, "./a.yml");
            NewJobs.expand(tx, guarded, "./b.yml");
            Jobs.finish(tx, List.of(open, guarded), FAILED);
            RepeatedJobs.reopen(tx, List.of(open, guarded), 2);
        });

        List<Job> copies = ofRun(2);
        assertThat(copies).extracting(Job::calls).containsExactly("./a.yml", "./b.yml");
        assertThat(copies)
                .extracting(Job::state)
                .containsExactly(JobState.RUNNING, JobState.BLOCKED);
        assertThat(text(copies.getFirst().id(), "started_at")).isNotNull();
        assertThat(text(copies.getLast().id(), "started_at")).isNull();
    }

    @Test
    void aResultIsTakenOverWithTheJobThatItCameFrom() {
        JobId old = insert(job("build", "", 0, List.of(0, 0), JobForm.STEPS));
        finish(old, FAILED);
        change(tx -> RepeatedJobs.reuse(tx, List.of(old), 2));
        Job second = only(2);

        change(tx -> RepeatedJobs.reuse(tx, List.of(second.id()), 3));

        for (Job copy : List.of(second, only(3))) {
            assertThat(copy.reused()).isTrue();
            assertThat(copy.conclusion()).isEqualTo(Conclusion.FAILURE);
            assertThat(copy.cause()).isEqualTo(Cause.EXIT_CODE);
            assertThat(copy.outputs()).isEqualTo("{\"a\": \"b\"}");
            assertThat(text(copy.id(), "reused_job_id")).isEqualTo("" + old.value());
            assertThat(text(copy.id(), "finished_at")).isEqualTo(text(old, "finished_at"));
            assertThat(text(copy.id(), "concat_ws(' ', log_lines, log_bytes, log_truncated)"))
                    .isEqualTo("7 99 t");
            assertThat(definition(copy.id()))
                    .as("of the first attempt")
                    .contains("\"1\"", "\"ana\"");
        }
    }

    @Test
    void nothingIsCopiedForNobody() {
        change(tx -> {
            RepeatedJobs.repeat(tx, List.of(), 2, "bo");
            RepeatedJobs.defer(tx, List.of(), 2, "bo");
            RepeatedJobs.reopen(tx, List.of(), 2);
            RepeatedJobs.reuse(tx, List.of(), 2);
        });

        assertThat(ofRun(2)).isEmpty();
    }

    private NewJob job(String key, String leg, int index, List<Integer> place, JobForm form) {
        int labels = database.statement(tx -> LabelSets.intern(tx, List.of("linux")));
        return new NewJob(
                new JobPosition(key, leg, index, place),
                key + " of " + leg,
                List.of("lint"),
                form,
                false,
                new LegRules(false, 2, true),
                OptionalInt.of(labels),
                NewRun.USUAL_PRIORITY,
                60,
                false,
                1,
                new NewDefinition("{}", "{}", "{}"));
    }

    private JobId insert(NewJob job) {
        return database.transaction(tx -> NewJobs.insert(tx, run, List.of(job))).getFirst();
    }

    private void finish(JobId job, JobResult result) {
        change(tx -> Jobs.finish(tx, job, result));
    }

    private Job find(JobId job) {
        return database.statement(tx -> Jobs.find(tx, job)).orElseThrow();
    }

    private List<Job> ofRun(int attempt) {
        return database.statement(tx -> Jobs.ofRun(tx, run.id(), attempt));
    }

    private Job only(int attempt) {
        List<Job> jobs = ofRun(attempt);
        assertThat(jobs).hasSize(1);
        return jobs.getFirst();
    }

    private String definition(JobId job) {
        Map<JobId, String> definitions =
                database.statement(tx -> Jobs.definitions(tx, List.of(job)));
        return Objects.requireNonNull(definitions.get(job));
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
