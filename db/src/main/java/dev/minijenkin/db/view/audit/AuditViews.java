package dev.minijenkin.db.view.audit;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandState;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.Record;

/// Reads what was wished, by whom, and what came of it.
public final class AuditViews {
    /// The newest, and what is pending, however old it is. What is asked for is asked of each row
    /// on the way back in time: there is no index for any of it, and commands are few.
    private static final String COMMANDS =
            """
            with named as (
                select c.id, c.kind, c.actor, coalesce(t.name, '') as token, coalesce(c.reason, '') as reason, c.state,
                    coalesce(c.outcome, c.waits_for, '') as outcome, c.created_at, c.due_at, c.executed_at, r.id as run_id,
                    j.id as job_id,
                    c.actor = session_user and c.token_id is null or pg_has_role(session_user, 'mj_admin', 'member') as mine,
                    case when r.id is not null
                        then coalesce(j.name || ' of ', '') || o.name || ' / ' || p.name || ' #' || r.number
                        else concat_ws(' of ', coalesce(c.arguments ->> 'environment', c.arguments ->> 'runner',
                            c.arguments ->> 'target', 'delivery ' || (c.arguments ->> 'delivery'),
                            c.arguments ->> 'workflow'), o.name) end as about
                from commands c
                left join tokens t on t.id = c.token_id
                left join jobs j on j.id = c.job_id
                left join pipeline_runs r on r.id = coalesce(c.run_id, j.run_id)
                left join pipelines p on p.id = r.pipeline_id
                left join repositories o on o.id = coalesce(r.repository_id, c.repository_id)),
            wanted as (
                select * from named n
                where (?::text is null or n.actor = ?)
                    and (?::text is null or n.kind = ?)
                    and (cardinality(?::text[]) = 0 or n.state = any(?::text[]))
                    and (?::bigint is null or n.created_at > now() - make_interval(secs => ?::bigint))
                    and (?::text is null or position(lower(?) in lower(n.about || ' ' || n.reason || ' ' || n.outcome)) > 0))
            (select * from wanted order by id desc limit ?)
            union
            (select * from wanted where state = 'pending' order by due_at limit 100)
            order by id desc
            """;

    private AuditViews() {}

    /// The newest first.
    ///
    /// @param limit how many at most; what is pending comes beside them
    public static List<AuditedCommand> commands(Tx tx, CommandCriteria which, int limit) {
        String[] states = which.states().stream().map(EnumWords::of).toArray(String[]::new);
        Long within = which.within() == null ? null : which.within().toSeconds();
        return tx.sql()
                .fetch(
                        COMMANDS,
                        which.actor(),
                        which.actor(),
                        which.kind(),
                        which.kind(),
                        states,
                        states,
                        within,
                        within,
                        which.text(),
                        which.text(),
                        limit)
                .map(AuditViews::command);
    }

    private static AuditedCommand command(Record row) {
        Long run = row.get("run_id", Long.class);
        Long job = row.get("job_id", Long.class);
        OffsetDateTime executed = row.get("executed_at", OffsetDateTime.class);
        return new AuditedCommand(
                new CommandId(row.get("id", Long.class)),
                row.get("kind", String.class),
                row.get("about", String.class),
                run == null ? null : new RunId(run),
                job == null ? null : new JobId(job),
                row.get("actor", String.class),
                row.get("token", String.class),
                row.get("reason", String.class),
                row.get("mine", Boolean.class),
                EnumWords.parse(CommandState.class, row.get("state", String.class)),
                row.get("outcome", String.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("due_at", OffsetDateTime.class).toInstant(),
                executed == null ? null : executed.toInstant());
    }
}
