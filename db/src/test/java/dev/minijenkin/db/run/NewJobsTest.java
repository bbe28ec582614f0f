package dev.minijenkin.db.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.queue.LabelSets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NewJobsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop));
    private final int labels = database.statement(tx -> LabelSets.intern(tx, List.of("linux")));

    @Test
    void manyJobsAreInsertedInOrderWithTheirDefinitions() {
        List<NewJob> jobs = IntStream.range(0, 1_001).mapToObj(i -> leg("job", i)).toList();

        List<JobId> ids = insert(jobs);

        assertThat(ids).hasSize(1_001).doesNotHaveDuplicates();
        for (int i : List.of(0, 499, 500, 1_000)) {
            assertThat(find(ids.get(i)).matrixIndex()).isEqualTo(i);
            assertThat(definition(ids.get(i))).isEqualTo("{\"leg\": " + i + "}");
        }
    }

    @Test
    void aJobIsInsertedAsItIs() {
        NewJob job =
                new NewJob(
                        new JobPosition("call.eu/build", "os-linux", 2, List.of(1, 0, 3, 2)),
                        "build \0",
                        List.of("lint", "test"),
                        JobForm.STEPS,
                        true,
                        new LegRules(false, 3, true),
                        OptionalInt.of(labels),
                        7,
                        15,
                        true,
                        2,
                        "{}");

        Job inserted = find(insert(List.of(job)).getFirst());

        assertThat(inserted.position()).isEqualTo(job.position());
        assertThat(inserted.name()).isEqualTo("build \uFFFD");
        assertThat(inserted.needs()).containsExactly("lint", "test");
        assertThat(inserted.form()).isEqualTo(JobForm.STEPS);
        assertThat(inserted.plan().late()).isTrue();
        assertThat(inserted.plan().guarded()).isTrue();
        assertThat(inserted.plan().rules()).isEqualTo(job.rules());
        assertThat(inserted.state()).isEqualTo(JobState.BLOCKED);
        assertThat(inserted.attempt()).isEqualTo(1);
        assertThat(
                        text(
                                inserted.id(),
                                "concat_ws(' ', label_set_id, priority, timeout_minutes, claims_left)"))
                .isEqualTo(labels + " 7 15 2");
    }

    @Test
    void nothingIsInsertedForNobody() {
        assertThat(insert(List.of())).isEmpty();
        assertThat(ofRun()).isEmpty();
    }

    @Test
    void aRunHasEachLegOnce() {
        insert(List.of(leg("job", 0), leg("job", 1)));

        assertThatThrownBy(() -> insert(List.of(leg("job", 1))))
                .isInstanceOf(DatabaseException.class);
    }

    @Test
    void aJobThatWasNotPlannedBecomesItsLegs() {
        JobId placeholder = insert(List.of(deferred("job"))).getFirst();

        database.transaction(tx -> {
            NewJobs.replace(
                    tx, run, placeholder, List.of(leg("job", 0), leg("job", 1), leg("job", 2)));
            return true;
        });

        assertThat(ofRun()).extracting(Job::matrixIndex).containsExactly(0, 1, 2);
        assertThat(ofRun()).extracting(Job::form).containsOnly(JobForm.STEPS);
        assertThat(ofRun().getFirst().id()).isEqualTo(placeholder);
        assertThat(definition(placeholder)).isEqualTo("{\"leg\": 0}");
        assertThat(definition(ofRun().getLast().id())).isEqualTo("{\"leg\": 2}");
    }

    @Test
    void onlyABlockedCallUnfolds() {
        List<JobId> calls = insert(List.of(SampleData.call("a", ""), SampleData.call("b", "")));
        database.transaction(tx -> {
            Jobs.finish(
                    tx, calls.getLast(), JobResult.withoutRunner(Conclusion.SKIPPED, null, null));
            calls.forEach(call -> NewJobs.expand(tx, call, "./called.yml"));
            return true;
        });

        assertThat(find(calls.getFirst()).state()).isEqualTo(JobState.RUNNING);
        assertThat(find(calls.getFirst()).calls()).isEqualTo("./called.yml");
        assertThat(text(calls.getFirst(), "started_at is not null")).isEqualTo("true");
        assertThat(find(calls.getLast()).state()).isEqualTo(JobState.FINISHED);
        assertThat(find(calls.getLast()).calls()).isNull();
    }

    private NewJob leg(String key, int index) {
        NewJob usual = SampleData.job(key, labels);
        return new NewJob(
                new JobPosition(key, "leg-" + index, index, List.of(0, index)),
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
                "{\"leg\": " + index + "}");
    }

    private static NewJob deferred(String key) {
        NewJob call = SampleData.call(key, "");
        return new NewJob(
                call.position(),
                call.name(),
                call.needs(),
                JobForm.DEFERRED,
                true,
                call.rules(),
                call.labelSet(),
                call.priority(),
                call.timeoutMinutes(),
                call.guarded(),
                call.claimsLeft(),
                call.definition());
    }

    private List<JobId> insert(List<NewJob> jobs) {
        return database.transaction(tx -> NewJobs.insert(tx, run, jobs));
    }

    private Job find(JobId job) {
        return database.statement(tx -> Jobs.find(tx, job)).orElseThrow();
    }

    private List<Job> ofRun() {
        return database.statement(tx -> Jobs.ofRun(tx, run.id(), 1));
    }

    private String definition(JobId job) {
        Map<JobId, String> definitions =
                database.statement(tx -> Jobs.definitions(tx, List.of(job)));
        return Objects.requireNonNull(definitions.get(job));
    }

    private String text(JobId job, String column) {
        return database.statement(tx ->
                tx.sql()
                        .fetchSingle(
                                "select (" + column + ")::text from jobs where id = ?", job.value())
                        .into(String.class));
    }
}
