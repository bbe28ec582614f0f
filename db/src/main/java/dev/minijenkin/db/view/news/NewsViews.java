package dev.minijenkin.db.view.news;

import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.view.overview.Attentions;
import dev.minijenkin.db.view.runs.LastFinished;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Record;

/// What came about since a person looked last.
public final class NewsViews {
    private static final int MOST = 40;
    private static final int MOST_COUNTED = 10_000;

    private NewsViews() {}

    public static News since(Tx tx, NewsQuestion asked) {
        OffsetDateTime since = asked.since().atOffset(ZoneOffset.UTC);
        Record now = tx.sql().fetchSingle("select now() as at, session_user::text as person");
        List<String> names =
                asked.names().isEmpty()
                        ? List.of(now.get("person", String.class))
                        : List.copyOf(asked.names());
        Instant at = instant(now, "at");
        return new News(
                at,
                approvals(tx, since),
                Attentions.all(tx).stream()
                        .filter(attention -> attention.since().isAfter(asked.since()))
                        // Of some nobody knows since when: they would be news for ever.
                        .filter(attention -> attention.since().isBefore(at))
                        .toList(),
                searches(tx, since),
                RunViews.ended(tx, since, asked.pipelines(), names, MOST),
                ended(tx, since));
    }

    private static List<News.WaitingApproval> approvals(Tx tx, OffsetDateTime since) {
        return tx.sql()
                .fetch(
                        """
                        select r.id as run_id, j.id as job_id, o.name as repository, r.number, r.title, r.actor,
                            case when p.name = p.path then regexp_replace(p.path, '^.*/', '') else p.name end as pipeline,
                            e.name as environment, d.created_at
                        from deployments d
                        join environments e on e.id = d.environment_id
                        join jobs j on j.id = d.job_id
                        join pipeline_runs r on r.id = j.run_id
                        join pipelines p on p.id = r.pipeline_id
                        join repositories o on o.id = r.repository_id
                        where d.state = 'waiting' and j.state = 'waiting' and j.waiting_for = 'approval'
                            and d.created_at > {0}
                        order by d.created_at desc
                        limit {1}
                        """,
                        val(since), val(MOST))
                .map(row ->
                        new News.WaitingApproval(
                                new RunId(row.get("run_id", Long.class)),
                                new JobId(row.get("job_id", Long.class)),
                                row.get("repository", String.class)
                                        + " / "
                                        + row.get("pipeline", String.class)
                                        + " #"
                                        + row.get("number", Long.class),
                                row.get("environment", String.class),
                                row.get("title", String.class),
                                row.get("actor", String.class),
                                instant(row, "created_at")));
    }

    private static List<News.SearchMatches> searches(Tx tx, OffsetDateTime since) {
        return tx.sql()
                .fetch(
                        """
                        select distinct on (s.id) s.name, j.run_id, m.job_id, m.line, m.found_at,
                            coalesce(n.name, '') as runner, sum(m.lines) over (partition by s.id)::bigint as lines
                        from saved_searches s
                        join saved_search_matches m on m.search_id = s.id
                        join jobs j on j.id = m.job_id
                        left join claims c on c.id = m.claim_id
                        left join runners n on n.id = c.runner_id
                        where s.created_by = session_user and m.found_at > {0}
                        order by s.id, m.found_at desc, m.job_id desc
                        """,
                        val(since))
                .map(row ->
                        new News.SearchMatches(
                                row.get("name", String.class),
                                new RunId(row.get("run_id", Long.class)),
                                new JobId(row.get("job_id", Long.class)),
                                row.get("line", Long.class),
                                row.get("runner", String.class),
                                row.get("lines", Long.class),
                                instant(row, "found_at")));
    }

    private static News.EndedRuns ended(Tx tx, OffsetDateTime since) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                """
                                select count(*) as all_runs, count(*) filter (where conclusion = 'success') as succeeded,
                                    count(*) filter (where conclusion in ('failure', 'timed_out')) as failed
                                from pipeline_runs where {0}
                                """,
                                LastFinished.among(
                                        val(since), currentOffsetDateTime(), MOST_COUNTED));
        return new News.EndedRuns(
                row.get("all_runs", Long.class),
                row.get("succeeded", Long.class),
                row.get("failed", Long.class));
    }

    private static Instant instant(Record row, String field) {
        return row.get(field, OffsetDateTime.class).toInstant();
    }
}
