package dev.minijenkin.db.view.runs;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sql;

import org.jooq.Condition;
import org.jooq.QueryPart;

/// Which runs finished last, in SQL over `pipeline_runs`. No index is in that order, because each
/// end would pay for it: blocks of rows are found by when they ended (`pipeline_runs_by_time`), of
/// the last minutes first, and of longer and longer times until there are enough.
public final class LastFinished {
    /// The planner is to see both ends of a stretch: it takes one that is open for a third of all
    /// runs.
    private static final String AMONG =
            """
            pipeline_runs.id = any(array(
                select unnest(enough.ids)
                from (
                    select f.ids
                    from unnest(array['10 minutes', '1 hour', '6 hours', '1 day', '4 days', '16 days', '64 days', 'infinity']::interval[]) span
                    cross join lateral (
                        select array_agg(l.id) as ids
                        from (
                            select r.id from pipeline_runs r
                            where r.finished_at > greatest({0}, {1} - span) and r.finished_at <= {1}
                            order by r.finished_at desc
                            limit {2}) l) f
                    where cardinality(f.ids) = {2} or {1} - span <= {0}
                    limit 1) enough))
            """;

    private static final String WITHIN =
            "pipeline_runs.id = any(array(select r.id from pipeline_runs r where r.finished_at > {0} and r.finished_at <= {1}))";

    private LastFinished() {}

    /// Whether a run finished within some time. However many runs a pipeline or a person has, no
    /// others are looked at.
    ///
    /// @param since none that finished until then
    /// @param until none that finished after it
    public static Condition within(QueryPart since, QueryPart until) {
        return condition(WITHIN, since, until);
    }

    /// Whether a run is one of those that finished last.
    ///
    /// @param since none that finished until then
    /// @param until none that finished after it
    /// @param limit how many
    public static Condition among(QueryPart since, QueryPart until, int limit) {
        return condition(AMONG, since, until, inline(limit));
    }

    /// The same since ever.
    public static Condition among(QueryPart until, int limit) {
        return among(sql("'-infinity'::timestamptz"), until, limit);
    }
}
