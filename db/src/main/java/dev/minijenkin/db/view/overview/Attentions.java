package dev.minijenkin.db.view.overview;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.view.run.FirstFailure;
import dev.minijenkin.db.view.run.FirstFailures;
import dev.minijenkin.db.view.run.LastGreens;
import dev.minijenkin.db.view.runs.AskedLabels;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Result;

/// What needs a person, the most urgent kind first.
public final class Attentions {
    private static final int LIMIT = 20;

    private static final int MOST_COUNTED = 100;

    /// For each pipeline whose newest run on the default branch failed: how many runs in a row did,
    /// and the first of them, with the time of its first job that failed, in whichever attempt.
    static final String FAILED =
            """
            select l.id, n.in_a_row, b.id as broke_id, b.number as broke_number, b.commit_sha as broke_sha,
                b.title as broke_title, b.actor as broke_actor, g.number is not null as ever_green,
                coalesce((select min(j.finished_at) from jobs j
                    where j.run_id = b.id and j.calls is null and j.conclusion in ('failure', 'timed_out')),
                    b.finished_at) as broke_at
            from pipelines p
            join repositories o on o.id = p.repository_id
            join lateral (
                select r.id, r.finished_at, r.conclusion
                from pipeline_runs r
                where r.pipeline_id = p.id and r.ref = 'refs/heads/' || o.default_branch
                    and r.state = 'finished' and r.conclusion not in ('cancelled', 'skipped')
                order by r.number desc limit 1) l on l.conclusion in ('failure', 'timed_out')
            join %s g on true
            join lateral (
                select r.id, r.number, r.commit_sha, r.title, r.actor, r.finished_at
                from pipeline_runs r
                where r.pipeline_id = p.id and r.ref = 'refs/heads/' || o.default_branch
                    and r.conclusion in ('failure', 'timed_out') and r.number > coalesce(g.number, 0)
                order by r.number limit 1) b on true
            join lateral (
                select count(*) as in_a_row from (
                    select from pipeline_runs r
                    where r.pipeline_id = p.id and r.ref = 'refs/heads/' || o.default_branch
                        and r.conclusion in ('failure', 'timed_out') and r.number > coalesce(g.number, 0)
                    limit ?) f) n on true
            where p.enabled
            order by l.finished_at desc
            limit ?
            """
                    .formatted(LastGreens.of("p.id", "'refs/heads/' || o.default_branch"));

    private Attentions() {}

    public static List<Attention> all(Tx tx) {
        List<Attention> all = new ArrayList<>();
        all.addAll(failedRuns(tx));
        all.addAll(unschedulable(tx));
        all.addAll(keptEnvironments(tx));
        all.addAll(silentRunners(tx));
        all.addAll(awayRemotes(tx));
        all.addAll(failedDeliveries(tx));
        all.addAll(deadLetters(tx));
        return all;
    }

    private static List<Attention> failedRuns(Tx tx) {
        return failedRuns(tx, tx.sql().fetch(FAILED, MOST_COUNTED, LIMIT));
    }

    /// Out of rows as the statement here gives them, of whatever time.
    public static List<Attention> failedRuns(Tx tx, Result<Record> found) {
        List<RunId> ids = found.map(row -> new RunId(row.get("id", Long.class)));
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<RunId, RunView> runs =
                RunViews.among(tx, List.of(), ids).stream()
                        .collect(Collectors.toMap(RunView::id, Function.identity()));
        Map<RunId, FirstFailure> failures =
                FirstFailures.of(
                        tx,
                        runs.values().stream()
                                .collect(Collectors.toMap(RunView::id, RunView::attempt)));
        return found.stream()
                .<Attention>flatMap(row -> {
                    RunView run = runs.get(new RunId(row.get("id", Long.class)));
                    return run == null
                            ? Stream.empty()
                            : Stream.of(
                                    new Attention.FailedRun(
                                            run,
                                            failures.getOrDefault(run.id(), unknown(run)),
                                            row.get("in_a_row", Integer.class),
                                            broke(row)));
                })
                .toList();
    }

    private static Attention.Broke broke(Record row) {
        return new Attention.Broke(
                new RunId(row.get("broke_id", Long.class)),
                row.get("broke_number", Long.class),
                row.get("broke_sha", String.class),
                row.get("broke_title", String.class),
                row.get("broke_actor", String.class),
                instant(row, "broke_at"),
                row.get("ever_green", Boolean.class));
    }

    private static FirstFailure unknown(RunView run) {
        return new FirstFailure("", "", null, run.status().cause(), "", "", 0);
    }

    /// Queued jobs that no runner could take, by the labels that they ask for.
    public static List<Attention.UnschedulableJobs> unschedulable(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select u.labels, u.missing, count(*) as jobs, min(u.queued_at) as since,
                            (array_agg(u.run_id order by u.queued_at, u.job_id))[1: 3] as runs,
                            (array_agg(u.job_id order by u.queued_at, u.job_id))[1: 3] as ids,
                            (array_agg(o.name || ' / ' || case when p.name = p.path
                                    then regexp_replace(p.path, '^.*/', '') else p.name end
                                || ' #' || r.number || ' › ' || u.name order by u.queued_at, u.job_id))[1: 3] as names
                        from unschedulable_jobs u
                        join pipeline_runs r on r.id = u.run_id
                        join pipelines p on p.id = r.pipeline_id
                        join repositories o on o.id = r.repository_id
                        group by u.labels, u.missing
                        order by since
                        limit ?
                        """,
                        LIMIT)
                .map(row ->
                        new Attention.UnschedulableJobs(
                                new AskedLabels(
                                        List.of(row.get("labels", String[].class)),
                                        false,
                                        List.of(row.get("missing", String[].class))),
                                row.get("jobs", Integer.class),
                                named(row),
                                instant(row, "since")));
    }

    private static List<Attention> keptEnvironments(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select l.repository_id, o.name as repository, l.environment, l.kept_because, l.kept_until,
                            coalesce(d.finished_at, l.kept_until, now()) as since,
                            (select count(*) from deployments w
                                where w.environment_id = l.environment_id and w.state = 'waiting') as waiting,
                            array_remove(array[j.run_id], null) as runs, array_remove(array[j.id], null) as ids,
                            array_remove(array[j.name], null) as names
                        from environment_locks l
                        join repositories o on o.id = l.repository_id
                        left join deployments d
                            on d.environment_id = l.environment_id and d.fence_token = l.fence_token
                        left join jobs j on j.id = d.job_id
                        where l.state = 'kept'
                        order by since, l.environment_id
                        limit ?
                        """,
                        LIMIT)
                .map(row ->
                        new Attention.KeptEnvironment(
                                new RepositoryId(row.get("repository_id", Long.class)),
                                row.get("repository", String.class),
                                row.get("environment", String.class),
                                row.get("kept_because", String.class),
                                row.get("kept_until") == null
                                        ? Instant.MAX
                                        : instant(row, "kept_until"),
                                named(row),
                                row.get("waiting", Integer.class),
                                instant(row, "since")));
    }

    /// With one of the repositories that are away, and how many deliveries wait for them.
    private static List<Attention> awayRemotes(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select coalesce(o.name, substr(a.remote, 6)) as name, w.repository_id, w.deliveries,
                            a.reason, a.tries, a.next_try_at, a.away_since as since
                        from away_remotes a
                        left join repositories o on a.remote = 'repository:' || o.id
                        join lateral (
                            select min(r.id) as repository_id, count(d.id) as deliveries
                            from repositories r
                            left join hook_deliveries d on d.repository_id = r.id and d.state = 'received'
                            where a.remote in ('repository:' || r.id, 'host:' || r.host)) w
                            on w.repository_id is not null
                        order by a.away_since, a.remote
                        limit ?
                        """,
                        LIMIT)
                .map(row ->
                        new Attention.AwayRemote(
                                row.get("name", String.class),
                                new RepositoryId(row.get("repository_id", Long.class)),
                                row.get("reason", String.class),
                                row.get("tries", Integer.class),
                                row.get("deliveries", Integer.class),
                                instant(row, "next_try_at"),
                                instant(row, "since")));
    }

    private static List<Attention.NamedJob> named(Record row) {
        Long[] runs = row.get("runs", Long[].class);
        Long[] jobs = row.get("ids", Long[].class);
        String[] names = row.get("names", String[].class);
        return IntStream.range(0, runs.length)
                .mapToObj(i ->
                        new Attention.NamedJob(new RunId(runs[i]), new JobId(jobs[i]), names[i]))
                .toList();
    }

    private static List<Attention> silentRunners(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select r.name, r.host, r.labels, r.busy, r.heartbeat_at
                        from live_runners r
                        where not r.online and r.stopped_at is null and r.heartbeat_at is not null
                        order by r.heartbeat_at desc
                        limit ?
                        """,
                        LIMIT)
                .map(row ->
                        new Attention.SilentRunner(
                                row.get("name", String.class),
                                row.get("host", String.class),
                                List.of(row.get("labels", String[].class)),
                                row.get("busy", Integer.class),
                                instant(row, "heartbeat_at")));
    }

    /// Deliveries that failed for good in the last week, and those that are tried again; but for
    /// those that wait for a remote that is away.
    public static List<Attention.FailedDelivery> failedDeliveries(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select d.id, o.name, d.event, d.error, d.state, d.attempts, coalesce(d.finished_at, d.received_at) as since
                        from (
                            (select * from hook_deliveries
                            where state = 'failed' and finished_at > now() - interval '7 days'
                            order by finished_at desc limit ?)
                            union all
                            (select * from hook_deliveries
                            where state = 'received' and error is not null and not exists (
                                select from repositories r
                                join away_remotes a on a.remote in ('repository:' || r.id, 'host:' || r.host)
                                where r.id = repository_id)
                            order by next_attempt_at limit ?)) d
                        join repositories o on o.id = d.repository_id
                        order by d.id desc
                        """,
                        LIMIT,
                        LIMIT)
                .map(row ->
                        new Attention.FailedDelivery(
                                new DeliveryId(row.get("id", Long.class)),
                                row.get("name", String.class),
                                row.get("event", String.class),
                                text(row, "error"),
                                row.get("state", String.class).equals("received"),
                                row.get("attempts", Integer.class),
                                instant(row, "since")));
    }

    private static List<Attention> deadLetters(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select t.name, count(*) as messages, min(w.created_at) as since,
                            (array_agg(w.last_error order by w.id desc))[1] as error,
                            (array_agg(w.attempts order by w.id desc))[1] as attempts
                        from webhooks_outbox w
                        join outbox_targets t on t.id = w.target_id
                        where w.state = 'dead' and w.event <> 'test'
                        group by t.name
                        order by since
                        limit ?
                        """,
                        LIMIT)
                .map(row ->
                        new Attention.DeadLetters(
                                row.get("name", String.class),
                                row.get("messages", Integer.class),
                                text(row, "error"),
                                row.get("attempts", Integer.class),
                                instant(row, "since")));
    }

    private static String text(Record row, String field) {
        String text = row.get(field, String.class);
        return text == null ? "" : text;
    }

    private static Instant instant(Record row, String field) {
        return row.get(field, OffsetDateTime.class).toInstant();
    }
}
