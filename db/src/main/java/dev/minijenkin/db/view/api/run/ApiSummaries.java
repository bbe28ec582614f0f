package dev.minijenkin.db.view.api.run;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.KeysetQuery;
import dev.minijenkin.db.view.api.page.PageRequest;
import org.jspecify.annotations.Nullable;

/// What the steps of jobs tell people; of each job under its latest claim.
public final class ApiSummaries {
    private ApiSummaries() {}

    /// The jobs of an attempt of a run whose steps tell something.
    ///
    /// @param attempt null: the current one
    public static ApiPage<ApiSummary> ofRun(
            Tx tx, PageRequest page, RunId run, @Nullable Integer attempt) {
        KeysetQuery<ApiSummary> query = KeysetQuery.oldestFirst(ApiSummary.class, page);
        return query.from(
                        """
                        select j.id as key from jobs j
                        where j.run_id = ? and j.attempt = coalesce(?, (select attempt from pipeline_runs where id = ?))
                            and j.id > ? and exists (
                                select from step_summaries s where s.job_id = j.id
                                    and not exists (select from claims c where c.job_id = j.id and c.id > s.claim_id))
                        """,
                        run.value(),
                        attempt,
                        run.value(),
                        query.after())
                .read(
                        tx,
                        """
                        j.id as job_id, j.name as job, s.steps, s.bytes
                        from looked_at l
                        join jobs j on j.id = l.key
                        cross join lateral (
                            select count(*) as steps, sum(octet_length(body))::bigint as bytes from step_summaries
                            where job_id = j.id
                                and claim_id = (select max(claim_id) from step_summaries where job_id = j.id)) s
                        """);
    }
}
