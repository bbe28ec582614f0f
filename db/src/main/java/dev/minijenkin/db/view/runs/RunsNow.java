package dev.minijenkin.db.view.runs;

import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static org.jooq.impl.DSL.regexpReplaceFirst;
import static org.jooq.impl.DSL.when;

import dev.minijenkin.db.run.open.OpenRuns;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// What runs are called and what they do now, in SQL over `pipeline_runs` joined with their
/// pipeline.
public final class RunsNow {
    /// A run that has begun runs only while a runner has one of its jobs; else it is what the
    /// others are.
    static final String STATE_SQL =
            """
            case when pipeline_runs.state in ('waiting', 'finished') then pipeline_runs.state::text else (
                select case when bool_or(j.state in ('claimed', 'running') and j.form <> 'call') then 'running'
                    when bool_or(j.state = 'waiting') then 'waiting'
                    when bool_or(j.state = 'queued') then 'queued' else pipeline_runs.state::text end
                from jobs j
                where j.run_id = pipeline_runs.id and j.attempt = pipeline_runs.attempt) end
            """;

    /// Whether a run has not ended.
    static final Condition OPEN = DSL.condition(OpenRuns.condition("pipeline_runs"));

    /// Words of `run_state`, as a person sees it.
    static final Field<String> STATE = DSL.field(STATE_SQL, String.class);

    /// The name of the pipeline; its file's where it gives itself none.
    public static final Field<String> PIPELINE_NAME =
            when(PIPELINES.NAME.eq(PIPELINES.PATH), regexpReplaceFirst(PIPELINES.PATH, "^.*/", ""))
                    .otherwise(PIPELINES.NAME);

    static final Field<String> WAITS_FOR = DSL.field("held.reason", String.class);
    static final Field<String> WAITS_MESSAGE = DSL.field("held.message", String.class);
    static final Field<String[]> QUEUED_LABELS = DSL.field("asked.labels", String[].class);
    static final Field<String[]> MISSING_LABELS = DSL.field("asked.missing", String[].class);

    /// What keeps an open run: one row a run.
    static final Table<Record> HELD =
            DSL.table(
                    """
                    lateral (
                        select coalesce(min(j.waiting_for)::text,
                                case when pipeline_runs.state = 'waiting' then 'concurrency' end) as reason,
                            coalesce(pipeline_runs.message, (array_agg(j.message order by j.id))[1]) as message
                        from jobs j
                        where pipeline_runs.state <> 'finished' and j.run_id = pipeline_runs.id
                            and j.attempt = pipeline_runs.attempt and j.state = 'waiting') held
                    """);

    /// What an open run asks of runners: the labels of a queued job, one that nobody could take
    /// before the others. At most one row a run.
    static final Table<Record> ASKED =
            DSL.table(
                    """
                    lateral (
                        select l.labels, u.missing
                        from jobs j
                        join label_sets l on l.id = j.label_set_id
                        left join unserved_labels u on u.label_set_id = j.label_set_id
                        where pipeline_runs.state <> 'finished' and j.run_id = pipeline_runs.id
                            and j.attempt = pipeline_runs.attempt and j.state = 'queued'
                        order by u.label_set_id, j.queued_at, j.id
                        limit 1) asked
                    """);

    private RunsNow() {}
}
