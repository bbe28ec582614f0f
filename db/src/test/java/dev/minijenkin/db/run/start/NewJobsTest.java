package dev.minijenkin.db.run.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobPosition;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.LegRules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NewJobsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);
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
            assertThat(definition(ids.get(i))).isEqualTo(whole("\"leg\": " + i));
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
                        new NewDefinition("{}", "{}", "{}"));

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
    void keysArePutIntoTheDatabaseAsTheyAre() {
        NewJob usual = SampleData.job("a", labels);
        List<String> needs = List.of("b", "say \"hi\"", "a,b", "{c}", "d\\e", "");
        NewJob job =
                new NewJob(
                        usual.position(),
                        usual.name(),
                        needs,
                        usual.form(),
                        usual.late(),
                        usual.rules(),
                        usual.labelSet(),
                        usual.priority(),
                        usual.timeoutMinutes(),
                        usual.guarded(),
                        usual.claimsLeft(),
                        usual.definition());

        assertThat(find(insert(List.of(job)).getFirst()).needs()).isEqualTo(needs);
    }

    @Test
    void aDefinitionIsItsTemplateOverlaidByItsOwnAndByTheContextsOfItsRun() {
        Run seeing =
                database.transaction(tx ->
                        new SampleRun()
                                .seeing(
                                        "{\"github\":{\"sha\":\"1\",\"ref\":\"r\"},\"vars\":{\"a\":\"b\"}}")
                                .insert(tx, shop));
        NewJob job =
                with(
                        new NewDefinition(
                                "{\"steps\":[],\"name\":\"a\"}",
                                "{\"name\":\"b\"}",
                                "{\"github\":{\"ref\":\"s\"},\"needs\":{}}"));

        JobId id = database.transaction(tx -> NewJobs.insert(tx, seeing, List.of(job))).getFirst();

        assertThat(definition(id))
                .isEqualTo(
                        "{\"name\": \"b\", \"steps\": [], \"contexts\": {\"vars\": {\"a\": \"b\"},"
                                + " \"needs\": {}, \"github\": {\"ref\": \"s\", \"sha\": \"1\"}}}");
    }

    @Test
    void aTextThatJobsShareIsStoredOnceARepository() {
        RepositoryId other = database.transaction(tx -> SampleData.repository(tx, "other"));
        Run ofOther = database.transaction(tx -> SampleData.blockedRun(tx, other));
        NewJob job = with(new NewDefinition("{\"steps\":[\"\\u0000\"]}", "{}", "{}"));
        long before = count("job_templates");

        insert(List.of(job));
        database.transaction(tx -> NewJobs.insert(tx, run(), List.of(job)));
        database.transaction(tx -> NewJobs.insert(tx, ofOther, List.of(job)));

        assertThat(count("job_templates") - before).isEqualTo(2);
    }

    @Test
    void theSameTextThatComesTwiceAtOnceIsOneTemplate() {
        NewJob job = with(new NewDefinition("{\"steps\":[1]}", "{}", "{}"));
        Run first = run();
        Run second = run();
        CompletableFuture<List<JobId>> late;
        try (var open =
                OpenTransaction.begin(database, tx -> NewJobs.insert(tx, first, List.of(job)))) {
            late = OpenTransaction.heldUp(database, tx -> NewJobs.insert(tx, second, List.of(job)));
            assertThat(open.value()).hasSize(1);
        }

        assertThat(definition(late.join().getFirst())).contains("\"steps\": [1]");
    }

    @Test
    void theJobsOfSeveralRunsEnterTheQueueInOneStatement() {
        Run second = run();
        List<NewJob> jobs = List.of(leg("a", 0), leg("a", 1), leg("b", 0));

        List<JobId> ids =
                database.transaction(tx ->
                        NewJobs.insert(
                                tx,
                                List.of(
                                        new NewRunJobs(run, jobs, Set.of(0, 2)),
                                        new NewRunJobs(second, jobs, Set.of(1)))));

        assertThat(ids)
                .extracting(id -> find(id).state())
                .containsExactly(
                        JobState.QUEUED,
                        JobState.BLOCKED,
                        JobState.QUEUED,
                        JobState.BLOCKED,
                        JobState.QUEUED,
                        JobState.BLOCKED);
        assertThat(text(ids.get(0), "queued_at is not null")).isEqualTo("true");
        assertThat(text(ids.get(1), "queued_at is null")).isEqualTo("true");
        assertThat(queued())
                .as("in their order")
                .containsExactly(ids.get(0), ids.get(2), ids.get(4));
        assertThat(hints).contains(new Hint(Topic.QUEUE, labels));
    }

    @Test
    void theirPlacesAreThoseThatTheyWouldGetLater() {
        List<JobId> at = insertQueued(List.of(leg("a", 0), leg("a", 1)));
        List<JobId> later = insert(List.of(leg("b", 0)));
        database.run(tx -> Queue.enqueue(tx, later));
        List<JobId> last = insertQueued(List.of(leg("c", 0)));

        assertThat(queued())
                .containsExactly(at.get(0), at.get(1), later.getFirst(), last.getFirst());
        List<Long> ranks =
                database.statement(tx ->
                        tx.sql()
                                .fetch("select vtime from queue order by vtime")
                                .getValues(0, Long.class));
        assertThat(ranks).containsExactly(0L, 1_000L, 2_000L, 3_000L);
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
        assertThat(definition(placeholder)).isEqualTo(whole("\"leg\": 0"));
        assertThat(definition(ofRun().getLast().id())).isEqualTo(whole("\"leg\": 2"));
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

    private NewJob with(NewDefinition definition) {
        NewJob usual = SampleData.job("job", labels);
        return new NewJob(
                usual.position(),
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
                definition);
    }

    private Run run() {
        return database.transaction(tx -> SampleData.blockedRun(tx, shop));
    }

    private List<JobId> insertQueued(List<NewJob> jobs) {
        Set<Integer> all = IntStream.range(0, jobs.size()).boxed().collect(Collectors.toSet());
        return database.transaction(
                tx -> NewJobs.insert(tx, List.of(new NewRunJobs(run, jobs, all))));
    }

    private List<JobId> queued() {
        return database.statement(tx ->
                tx.sql()
                        .fetch("select job_id from queue order by priority, vtime, job_id")
                        .map(row -> new JobId(row.get(0, Long.class))));
    }

    private long count(String table) {
        return database.statement(
                tx -> tx.sql().fetchSingle("select count(*) from " + table).into(Long.class));
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
                own("{\"leg\": " + index + "}"));
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

    private static NewDefinition own(String own) {
        return new NewDefinition("{}", own, "{}");
    }

    private static String whole(String own) {
        return "{" + own + ", \"contexts\": {\"github\": {}}}";
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
        return SampleData.untraced(Objects.requireNonNull(definitions.get(job)));
    }

    private String text(JobId job, String column) {
        return database.statement(tx ->
                tx.sql()
                        .fetchSingle(
                                "select (" + column + ")::text from jobs where id = ?", job.value())
                        .into(String.class));
    }
}
