package dev.minijenkin.db.view.past;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.view.overview.Attention;
import dev.minijenkin.db.view.overview.Attentions;
import dev.minijenkin.db.view.run.LastGreens;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Record;

/// What needed a person at a minute of the past, as far as rows tell: default branches that had
/// failed within the day before and were not green again, runners whose claims were lost within the
/// hour around, deliveries that had failed within the day before.
public final class PastAttentions {
    private static final String FAILED =
            """
            with ended as materialized (
                select distinct on (r.pipeline_id) r.id, r.pipeline_id, r.ref, r.number, r.finished_at, r.conclusion
                from pipeline_runs r
                join repositories o on o.id = r.repository_id and r.ref = 'refs/heads/' || o.default_branch
                where r.finished_at <= {0} and r.finished_at > {0} - interval '1 day'
                    and r.conclusion not in ('cancelled', 'skipped')
                order by r.pipeline_id, r.number desc)
            select l.id, n.in_a_row, b.id as broke_id, b.number as broke_number, b.commit_sha as broke_sha,
                b.title as broke_title, b.actor as broke_actor, g.number is not null as ever_green,
                least(coalesce((select min(j.finished_at) from jobs j
                    where j.run_id = b.id and j.calls is null and j.conclusion in ('failure', 'timed_out')),
                    b.finished_at), l.finished_at) as broke_at
            from ended l
            join %s g on true
            join lateral (
                select r.id, r.number, r.commit_sha, r.title, r.actor, r.finished_at from pipeline_runs r
                where r.pipeline_id = l.pipeline_id and r.ref = l.ref and r.conclusion in ('failure', 'timed_out')
                    and r.number > coalesce(g.number, 0)
                order by r.number limit 1) b on true
            join lateral (
                select count(*) as in_a_row from (
                    select from pipeline_runs r
                    where r.pipeline_id = l.pipeline_id and r.ref = l.ref and r.conclusion in ('failure', 'timed_out')
                        and r.number > coalesce(g.number, 0) and r.number <= l.number
                    limit 100) f) n on true
            where l.conclusion in ('failure', 'timed_out')
            order by l.finished_at desc
            limit 20
            """
                    .formatted(LastGreens.before("l.pipeline_id", "l.ref", "l.number"));

    private static final String LOST =
            """
            select r.name, r.host, r.labels, count(*)::integer as jobs, min(c.released_at) as since
            from claims c join runners r on r.id = c.runner_id
            where c.claimed_at <= {0} and c.released_at > {0} - interval '30 minutes'
                and c.released_at <= {0} + interval '2 minutes' and c.outcome = 'runner_lost'
            group by r.id
            order by since desc
            limit 20
            """;

    private static final String DELIVERIES =
            """
            select d.id, o.name, d.event, coalesce(d.error, '') as error, d.attempts, d.finished_at as since
            from hook_deliveries d join repositories o on o.id = d.repository_id
            where d.state = 'failed' and d.finished_at <= {0} and d.finished_at > {0} - interval '1 day'
            order by d.finished_at desc
            limit 20
            """;

    private PastAttentions() {}

    /// The most urgent kind first.
    public static List<Attention> at(Tx tx, Instant at) {
        var minute = PastWork.minute(at);
        List<Attention> all =
                new ArrayList<>(Attentions.failedRuns(tx, tx.sql().fetch(FAILED, minute)));
        all.addAll(tx.sql().fetch(LOST, minute).map(PastAttentions::lost));
        all.addAll(tx.sql().fetch(DELIVERIES, minute).map(PastAttentions::delivery));
        return List.copyOf(all);
    }

    private static Attention lost(Record row) {
        return new Attention.SilentRunner(
                row.get("name", String.class),
                row.get("host", String.class),
                List.of(row.get("labels", String[].class)),
                row.get("jobs", Integer.class),
                since(row));
    }

    private static Attention delivery(Record row) {
        return new Attention.FailedDelivery(
                new DeliveryId(row.get("id", Long.class)),
                row.get("name", String.class),
                row.get("event", String.class),
                row.get("error", String.class),
                false,
                row.get("attempts", Integer.class),
                since(row));
    }

    private static Instant since(Record row) {
        return row.get("since", OffsetDateTime.class).toInstant();
    }
}
