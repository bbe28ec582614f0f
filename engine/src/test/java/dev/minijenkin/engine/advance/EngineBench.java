package dev.minijenkin.engine.advance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.LockWaits;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Work;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.claim.JobExchange;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.poll.Contact;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.runner.Heartbeat;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.engine.command.CommandExecutor;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import dev.minijenkin.engine.recovery.Reaper;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.engine.start.Commit;
import dev.minijenkin.engine.start.RunInsertion;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.engine.start.TriggerEvent;
import dev.minijenkin.testing.Rows;
import dev.minijenkin.workflow.trigger.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// A repository, a runner and a database: what a run needs to be carried out in a test. What a
/// runner does, it does with no more rights than one.
public final class EngineBench implements AutoCloseable {
    /// The rest of a job of which only the beginning matters.
    public static final String REST = "runs-on: linux, steps: [{run: x}]";

    public static final String PATH = ".mini-jenkin/workflows/ci.yml";

    private final TestDatabase test = TestDatabase.create();
    private final Database database = test.open();
    private final Database runners = Database.open(test.memberOf("mj_runner"), HintSink.NONE);
    private final UUID instance = UUID.randomUUID();
    private final Repository repository;
    private final RunnerId runner;

    public EngineBench() {
        RepositoryId id = database.transaction(tx -> SampleData.repository(tx, "team/shop"));
        repository = database.statement(tx -> Repositories.find(tx, id)).orElseThrow();
        runner = database.transaction(tx -> SampleData.runner(tx, "oak", instance));
    }

    public Database database() {
        return database;
    }

    /// As a member of `mj_runner`.
    public Database runners() {
        return runners;
    }

    public Repository repository() {
        return repository;
    }

    public RunnerId runner() {
        return runner;
    }

    public <T> T in(Work<T> work) {
        return database.transaction(work);
    }

    public TriggerEvent push(String ref) {
        return event("push", ref, "{\"head_commit\": {\"message\": \"Mend it\"}}", "{}");
    }

    public TriggerEvent dispatch(String inputs) {
        return event("workflow_dispatch", "refs/heads/main", "{}", inputs);
    }

    /// A push of a commit by somebody.
    ///
    /// @param commit the digit that its name consists of
    public TriggerEvent push(String ref, char commit, String actor) {
        TriggerEvent event = push(ref);
        return new TriggerEvent(
                event.repository(),
                event.delivery(),
                event.event(),
                new Commit(Character.toString(commit).repeat(40), "Mend it", "Ana"),
                actor,
                event.payload(),
                event.inputs(),
                event.serverUrl());
    }

    /// A person with a login of this name, who may send commands.
    public Database person(String login) {
        return Database.open(test.person(login, "mj_operator"), HintSink.NONE);
    }

    /// Statements with the rights of a login that is there already.
    public Rows as(String login) {
        return new Rows(test.configuration(login).dataSource());
    }

    public TriggerEvent event(String name, String ref, String payload, String inputs) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        DeliveryId delivery =
                in(tx ->
                        Deliveries.receive(
                                        tx,
                                        new NewDelivery(
                                                repository.id(),
                                                DeliverySource.GIT,
                                                UUID.randomUUID().toString(),
                                                name,
                                                bytes))
                                .id());
        return new TriggerEvent(
                repository,
                delivery,
                Event.of(name, "", ref).at(ref, "Mend it", Optional::empty),
                new Commit(SampleData.COMMIT, "Mend it", "Ana"),
                "ana",
                bytes,
                inputs,
                "https://ci.example");
    }

    public static WorkflowSource file(String text) {
        return new WorkflowSource(PATH, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Pushes one file to main; the run that comes of it.
    public RunId push(WorkflowSource file) {
        return start(push("refs/heads/main"), file);
    }

    public RunId start(TriggerEvent event, WorkflowSource file) {
        return start(event, file, CalledFiles.NONE);
    }

    public RunId start(TriggerEvent event, WorkflowSource file, CalledFiles called) {
        List<StartableRun> runs = RunStarter.plan(event, List.of(file), called);
        assertThat(runs).hasSize(1);
        return in(tx -> RunInsertion.insert(tx, runs)).getFirst().orElseThrow().id();
    }

    public Run run(RunId id) {
        return database.statement(tx -> Runs.find(tx, id)).orElseThrow();
    }

    /// Why the run ended as it did.
    public Cause cause(RunId id) {
        return EnumWords.parse(
                Cause.class, text("select cause from pipeline_runs where id = " + id.value()));
    }

    /// The jobs of the current attempt.
    public List<Job> jobs(RunId id) {
        return database.statement(tx -> Jobs.ofRun(tx, id, run(id).attempt()));
    }

    public Job job(RunId id, String key) {
        return jobs(id).stream().filter(job -> job.key().equals(key)).findFirst().orElseThrow();
    }

    /// State of each job by key (and leg, behind a dot), or its conclusion once it is finished.
    public Map<String, String> states(RunId id) {
        Map<String, String> states = new TreeMap<>();
        jobs(id).forEach(job -> {
            Conclusion conclusion = job.conclusion();
            states.put(
                    job.position().scope(),
                    conclusion == null ? job.state().name() : conclusion.name());
        });
        return states;
    }

    public List<Annotation> annotations(RunId id) {
        return database.statement(tx -> Annotations.ofRun(tx, id, run(id).attempt()));
    }

    /// Takes everything that is queued; what cannot begin with its claim does not begin yet.
    public List<ClaimedJob> claim() {
        return claim(100);
    }

    /// Takes so many that are queued, the first of them first; what cannot begin with its claim
    /// does not begin yet.
    public List<ClaimedJob> claim(int limit) {
        List<Integer> sets =
                database.statement(tx -> LabelSets.servedBy(tx, List.of("linux", "x64")));
        beat();
        return runners.statement(tx ->
                Claims.take(tx, runner, instance, sets, new ClaimFloor(System::nanoTime), limit));
    }

    /// Ends jobs together, and takes others for their places.
    public JobExchange exchange(List<JobEnding> ending) {
        List<Integer> sets =
                database.statement(tx -> LabelSets.servedBy(tx, List.of("linux", "x64")));
        beat();
        return runners.statement(tx ->
                Claims.exchange(
                        tx, runner, instance, sets, new ClaimFloor(System::nanoTime), 0, ending));
    }

    /// Takes everything that is queued, and begins it.
    public List<ClaimedJob> begin() {
        List<ClaimedJob> claimed = claim();
        claimed.forEach(job -> assertThat(acknowledge(job)).isTrue());
        return claimed;
    }

    /// Begins with a job that was taken.
    public boolean acknowledge(ClaimedJob job) {
        return job.event().isPresent()
                || runners.transaction(tx -> RunProgress.jobBegan(tx, job.claim(), job.run()));
    }

    /// The runner gives a job back.
    public boolean giveBack(ClaimedJob job, Cause cause, String message) {
        return runners.transaction(tx -> RunProgress.jobReturned(tx, job.claim(), cause, message));
    }

    public boolean finish(ClaimedJob job, JobResult result) {
        return runners.transaction(tx -> RunProgress.jobFinished(tx, job.claim(), result));
    }

    /// Takes everything that is queued and ends it; keys of what ran.
    public List<String> work(JobResult result) {
        List<ClaimedJob> claimed = begin();
        claimed.forEach(job -> assertThat(finish(job, result)).isTrue());
        return claimed.stream().map(ClaimedJob::key).sorted().toList();
    }

    public static JobResult success() {
        return success("{}");
    }

    public static JobResult success(String outputs) {
        return new JobResult(Conclusion.SUCCESS, null, null, outputs, 3, 40, false);
    }

    public static JobResult failure() {
        return new JobResult(
                Conclusion.FAILURE, Cause.EXIT_CODE, "Exit code 1", "{}", 3, 40, false);
    }

    public static JobResult cancelled() {
        return new JobResult(
                Conclusion.CANCELLED, Cause.CANCELLED_BY_COMMAND, null, "{}", 3, 40, false);
    }

    public Heartbeat beat() {
        return runners.statement(tx -> Runners.beat(tx, runner, instance, 0));
    }

    /// The runner was not heard of for an hour.
    public void silence() {
        execute("update runner_heartbeats set heartbeat_at = now() - interval '1 hour'");
    }

    /// The runner is gone, and somebody notices.
    public void loseRunner() {
        execute("update runners set stopped_at = now()");
        new Reaper(runners, new Contact(System::nanoTime)).releaseLost();
        execute("update runners set stopped_at = null");
    }

    /// No process of a lost deployment can live any more, and somebody notices.
    public void passTheGrace() {
        execute("update deployment_locks set kept_until = kept_until - interval '1 hour'");
        OverdueHandovers.take(database);
    }

    /// Somebody asks for something of a run.
    public void ask(String kind, RunId run) {
        in(tx -> Commands.insert(tx, new NewCommand(kind, "{}", null, run, null, null)));
        new CommandExecutor("test").executeWaiting(runners);
    }

    /// Somebody asks for something of a run. and it is done.
    public void command(String kind, RunId run) {
        ask(kind, run);
        assertThat(text("select state || ': ' || outcome from commands order by id desc limit 1"))
                .startsWith("done");
    }

    public void execute(String sql) {
        test.rows().execute(sql);
    }

    /// The one value that a query gives.
    public String text(String sql) {
        return test.rows().text(sql);
    }

    /// All values that a query gives.
    public List<String> texts(String sql) {
        return test.rows().texts(sql);
    }

    /// Which statements wait for a lock from now on.
    public LockWaits lockWaits() {
        return LockWaits.watch(test);
    }

    @Override
    public void close() {
        runners.close();
        database.close();
        test.close();
    }
}
