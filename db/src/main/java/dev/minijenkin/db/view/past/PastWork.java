package dev.minijenkin.db.view.past;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;

/// What was under way at a minute of the past, in SQL: `{0}` is the minute. Blocks of rows are
/// found by when they were made and ended (`jobs_by_time`), so that no reading grows with the past.
final class PastWork {
    /// Jobs that were planned and had not ended, but for calls, and for results that were taken
    /// over.
    static final String OPEN_JOBS =
            """
            open_jobs as materialized (
                select j.*, c.id as claim, c.runner_id, c.claimed_at as taken_at
                from jobs j
                left join lateral (
                    select c.id, c.runner_id, c.claimed_at from claims c
                    where c.job_id = j.id and c.claimed_at <= {0} and (c.released_at > {0} or c.released_at is null)
                    order by c.id desc limit 1) c on true
                where j.created_at <= {0} and (j.finished_at > {0} or j.finished_at is null)
                    and j.form <> 'call' and j.reused_job_id is null)
            """;

    /// How a pipeline is called, in SQL over repositories `o` and pipelines `p`.
    static final String PIPELINE =
            "o.name || ' / ' || case when p.name = p.path then regexp_replace(p.path, '^.*/', '')"
                    + " else p.name end";

    private PastWork() {}

    /// The minute as it stands in a statement: the planner is to see how far back it is.
    static QueryPart minute(Instant at) {
        return DSL.inline(at.atOffset(ZoneOffset.UTC));
    }
}
