package dev.minijenkin.stress.sample;

import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.runner.RegistrationOutcome;
import dev.minijenkin.db.runner.RunnerRegistration;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.scenario.StressException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// A queue as long as wanted, of runs with one job each, and a past as long as wanted: copies of
/// one run that was started by the product's own statements.
public final class LongQueue implements AutoCloseable {
    /// Label of the jobs that runners of this scenario serve.
    public static final String SERVED = "linux";

    /// Label of the jobs whose runners are all gone.
    public static final String UNSERVED = "gone";

    private static final int REPOSITORIES = 20;

    /// One run more, with its source, its job, the job's definition and, as wanted, its place in
    /// the queue; all but ids and numbers as in the first run of the repository.
    private static final String COPIES =
            """
            with template as (
                select r.* from pipeline_runs r
                where r.repository_id = ? order by r.id limit 1),
            runs as (
                insert into pipeline_runs (pipeline_id, repository_id, number, title, state, conclusion, event, ref,
                    head_branch, commit_sha, actor, priority, created_at, finished_at)
                select t.pipeline_id, t.repository_id, ? + n, t.title,
                    case when ? then 'finished' else 'queued' end::run_state,
                    case when ? then 'success' end::conclusion, t.event, t.ref, t.head_branch, t.commit_sha, t.actor,
                    t.priority, now(), case when ? then now() end
                from template t, generate_series(1, ?) n
                returning id, repository_id),
            sources as (
                insert into run_sources (run_id, workflow, event, inputs, contexts)
                select r.id, s.workflow, s.event, s.inputs, s.contexts
                from runs r, template t join run_sources s on s.run_id = t.id),
            of_template as (
                select j.*, d.template_id, d.own, d.contexts from jobs j join template t on t.id = j.run_id
                join job_definitions d on d.job_id = j.id),
            copied as (
                insert into jobs (run_id, attempt, repository_id, key, name, place, label_set_id, priority,
                    timeout_minutes, state, conclusion, claims_left, queued_at, finished_at)
                select r.id, 1, r.repository_id, o.key, o.name, o.place, o.label_set_id, o.priority, o.timeout_minutes,
                    case when ? then 'finished' else 'queued' end::job_state,
                    case when ? then 'success' end::conclusion, 3, now(), case when ? then now() end
                from runs r, of_template o
                returning id, run_id, repository_id, label_set_id, priority),
            definitions as (
                insert into job_definitions (job_id, template_id, own, contexts)
                select c.id, o.template_id, o.own, o.contexts from copied c, of_template o),
            past as (
                insert into claims (job_id, runner_id, instance, priority, vtime, acknowledged_at, released_at, outcome)
                select c.id, ?, ?, c.priority, 0, now(), now(), 'finished'
                from copied c where ?)
            insert into queue (label_set_id, priority, vtime, job_id, repository_id)
            select c.label_set_id, c.priority, row_number() over (order by c.id) * 1000, c.id, c.repository_id
            from copied c where not ?
            """;

    private final BenchDatabase bench;
    private final RunnerId runner;
    private final UUID instance = UUID.randomUUID();
    private final PollLoop beating;

    public LongQueue(BenchDatabase bench) {
        this.bench = bench;
        this.runner = bench.database().transaction(tx -> register(tx, instance));
        beating =
                new PollLoop(
                                "stress-heartbeat",
                                Duration.ofSeconds(1),
                                this::beat,
                                new Outage("the benchmark goes on"),
                                RandomGenerator.getDefault())
                        .start();
    }

    private static RunnerId register(Tx tx, UUID instance) {
        RunnerRegistration registration =
                new RunnerRegistration(
                        "stress",
                        instance,
                        List.of(SERVED),
                        100,
                        "localhost",
                        "none",
                        "none",
                        "none",
                        ProcessHandle.current().pid());
        return switch (Runners.register(tx, registration, Set.of())) {
            case RegistrationOutcome.Registered(RunnerId id, _) -> id;
            case RegistrationOutcome.NameTaken taken ->
                    throw new StressException("The runner's name is taken: " + taken);
        };
    }

    /// A runner that is silent gets nothing.
    private void beat() {
        bench.database().run(tx -> Runners.beat(tx, runner, instance, 0));
    }

    @Override
    public void close() {
        beating.close();
    }

    RunnerId runner() {
        return runner;
    }

    UUID instance() {
        return instance;
    }

    /// The label sets that the runner serves.
    public List<Integer> labelSets() {
        return bench.database().statement(tx -> LabelSets.servedBy(tx, List.of(SERVED)));
    }

    /// Takes jobs for the runner.
    ///
    /// @param sets those that it serves
    public List<ClaimedJob> take(List<Integer> sets, ClaimFloor floor, int limit) {
        return bench.database()
                .statement(tx -> Claims.take(tx, runner, instance, sets, floor, limit));
    }

    /// Adds jobs that wait.
    public void queued(String label, int jobs) {
        fill(label, jobs, false);
    }

    /// Adds jobs that succeeded.
    public void finished(int jobs) {
        fill(SERVED, jobs, true);
    }

    private void fill(String label, int jobs, boolean finished) {
        if (jobs == 0) {
            return;
        }
        for (int part = 0; part < REPOSITORIES; part++) {
            int count = jobs / REPOSITORIES + (part < jobs % REPOSITORIES ? 1 : 0);
            copy(
                    label,
                    "%s/%s-%d".formatted(label, finished ? "past" : "queued", part),
                    count,
                    finished);
        }
    }

    private void copy(String label, String name, int count, boolean finished) {
        if (count == 0) {
            return;
        }
        QueuedRuns first =
                new QueuedRuns(bench.database(), name, MadeUpWorkflows.oneJob("queue", label, 1));
        first.start(1);
        if (count == 1) {
            return;
        }
        bench.execute(
                COPIES,
                first.repository().value(),
                1,
                finished,
                finished,
                finished,
                count - 1,
                finished,
                finished,
                finished,
                runner.value(),
                instance,
                finished,
                finished);
    }
}
