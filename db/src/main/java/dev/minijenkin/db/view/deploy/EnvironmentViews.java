package dev.minijenkin.db.view.deploy;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.HeldJobs;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;

/// Environments of all repositories.
public final class EnvironmentViews {
    /// In SQL over repositories `o`, pipelines `p` and runs `r`.
    public static final String RUN_NAME =
            "o.name || ' / ' || case when p.name = p.path then regexp_replace(p.path, '^.*/', '') else p.name end"
                    + " || ' #' || r.number";

    private static final String ENVIRONMENTS =
            """
            select e.id, e.repository_id, x.name as repository, e.name, e.required_approvals, e.reviewers,
                e.reviewers = '{}' or is_among(session_user, e.reviewers) as may_review,
                is_among(session_user, e.break_glass_roles) or pg_has_role('mj_admin', 'member') as may_break_glass,
                coalesce(l.state, 'free') as lock, coalesce(l.fence_token, 0) as token, l.held_since, l.kept_because,
                l.kept_until, coalesce(l.holder_connected, false) as connected, coalesce(w.name, '') as runner,
                h.id as holder, h.run_id as holder_run, h.name as holder_name, h.run_name as holder_run_name,
                d.*
            from environments e
            join repositories x on x.id = e.repository_id
            left join environment_locks l on l.environment_id = e.id
            left join runners w on w.id = l.runner_id
            left join lateral (
                select j.id, j.run_id, j.name, %1$s as run_name
                from jobs j
                join pipeline_runs r on r.id = j.run_id
                join pipelines p on p.id = r.pipeline_id
                join repositories o on o.id = r.repository_id
                where j.id = l.job_id) h on true
            left join lateral (
                select j.id as job, j.run_id as run, j.name as job_name, %1$s as run_name, v.commit_sha,
                    r.title,
                    coalesce((select b.actor from deployment_exceptions b where b.job_id = j.id and b.kind = 'roll_back'), r.actor)
                        as actor,
                    v.finished_at as at, coalesce(v.url, '') as url
                from deployments v
                join jobs j on j.id = v.job_id
                join pipeline_runs r on r.id = j.run_id
                join pipelines p on p.id = r.pipeline_id
                join repositories o on o.id = r.repository_id
                where v.environment_id = e.id and v.state = 'succeeded'
                order by v.fence_token desc limit 1) d on true
            order by x.name, e.name, e.id
            """
                    .formatted(RUN_NAME);

    private static final String WAITING =
            """
            select g.environment_id, j.id, j.run_id, j.name, %s as run_name, r.title, r.actor, d.created_at,
                g.approvals_missing, g.approved_by, coalesce(g.refusal, '') as refusal, g.opens_at, g.open,
                h.held_by, h.reason as hold_reason, h.job_id is null as whole
            from deployment_gates g
            join deployments d on d.id = g.deployment_id
            join jobs j on j.id = g.job_id
            join pipeline_runs r on r.id = j.run_id
            join pipelines p on p.id = r.pipeline_id
            join repositories o on o.id = r.repository_id
            left join lateral (
                select h.* from holds h where %s order by h.job_id nulls first limit 1) h on true
            order by not g.open, g.deployment_id
            """
                    .formatted(RUN_NAME, HeldJobs.HOLDS);

    private EnvironmentViews() {}

    /// All, by repository and name.
    public static List<EnvironmentView> all(Tx tx) {
        return of(tx.sql().fetch(ENVIRONMENTS), tx.sql().fetch(WAITING));
    }

    /// Out of rows as the statements here give them, of whatever time.
    public static List<EnvironmentView> of(Result<Record> environments, Result<Record> waits) {
        Map<EnvironmentId, List<WaitingDeploy>> waiting =
                waits.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row ->
                                                new EnvironmentId(
                                                        row.get("environment_id", Long.class)),
                                        Collectors.mapping(
                                                EnvironmentViews::waiting, Collectors.toList())));
        return environments.map(row -> environment(row, waiting));
    }

    private static EnvironmentView environment(
            Record row, Map<EnvironmentId, List<WaitingDeploy>> waiting) {
        EnvironmentId id = new EnvironmentId(row.get("id", Long.class));
        return new EnvironmentView(
                id,
                new EnvironmentView.Name(
                        new RepositoryId(row.get("repository_id", Long.class)),
                        row.get("repository", String.class),
                        row.get("name", String.class)),
                new EnvironmentView.Rules(
                        row.get("required_approvals", Integer.class),
                        List.of(row.get("reviewers", String[].class)),
                        row.get("may_review", Boolean.class),
                        row.get("may_break_glass", Boolean.class)),
                lock(row),
                deployed(row),
                waiting.getOrDefault(id, List.of()));
    }

    private static EnvironmentView.Lock lock(Record row) {
        long token = row.get("token", Long.class);
        Long holder = row.get("holder", Long.class);
        return switch (row.get("lock", String.class)) {
            case "held" ->
                    holder == null
                            ? new EnvironmentView.Lock.Free(token)
                            : new EnvironmentView.Lock.Held(
                                    token,
                                    new DeployingJob(
                                            new JobId(holder),
                                            new RunId(row.get("holder_run", Long.class)),
                                            row.get("holder_name", String.class),
                                            row.get("holder_run_name", String.class)),
                                    row.get("runner", String.class),
                                    row.get("connected", Boolean.class),
                                    time(row, "held_since"));
            case "kept" ->
                    new EnvironmentView.Lock.Kept(
                            token,
                            row.get("kept_because", String.class),
                            timeOrNull(row, "kept_until"));
            default -> new EnvironmentView.Lock.Free(token);
        };
    }

    private static Optional<EnvironmentView.Deployed> deployed(Record row) {
        return Optional.ofNullable(row.get("job", Long.class))
                .map(job ->
                        new EnvironmentView.Deployed(
                                new DeployingJob(
                                        new JobId(job),
                                        new RunId(row.get("run", Long.class)),
                                        row.get("job_name", String.class),
                                        row.get("run_name", String.class)),
                                row.get("commit_sha", String.class),
                                row.get("title", String.class),
                                row.get("actor", String.class),
                                time(row, "at"),
                                row.get("url", String.class)));
    }

    private static WaitingDeploy waiting(Record row) {
        return new WaitingDeploy(
                new DeployingJob(
                        new JobId(row.get("id", Long.class)),
                        new RunId(row.get("run_id", Long.class)),
                        row.get("name", String.class),
                        row.get("run_name", String.class)),
                row.get("title", String.class),
                row.get("actor", String.class),
                time(row, "created_at"),
                new WaitingDeploy.Approvals(
                        row.get("approvals_missing", Integer.class),
                        List.of(row.get("approved_by", String[].class))),
                row.get("refusal", String.class),
                time(row, "opens_at"),
                row.get("open", Boolean.class),
                Optional.ofNullable(row.get("held_by", String.class))
                        .map(by ->
                                new WaitingDeploy.Held(
                                        row.get("whole", Boolean.class),
                                        by,
                                        Optional.ofNullable(row.get("hold_reason", String.class))
                                                .orElse(""))));
    }

    private static Instant time(Record row, String field) {
        return row.get(field, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant timeOrNull(Record row, String field) {
        OffsetDateTime time = row.get(field, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
