package dev.minijenkin.db.view.run;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Conclusion;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// What people did with a run, out of its jobs and the commands about it.
public final class RunStories {
    /// A command that makes an attempt is executed by the transaction that makes its jobs: their
    /// times are the same. Jobs whose result was taken over are as old as that result.
    private static final String ATTEMPTS =
            """
            with tries as (
                select j.attempt,
                    case when j.attempt = 1 then r.created_at
                        else coalesce(min(j.created_at) filter (where j.reused_job_id is null), max(j.created_at)) end
                        as began,
                    case when bool_or(j.state <> 'finished') then null
                        when bool_or(j.conclusion = 'failure' and not j.continue_on_error) then 'failure'
                        when bool_or(j.conclusion = 'timed_out' and not j.continue_on_error) then 'timed_out'
                        when bool_or(j.conclusion = 'cancelled') then 'cancelled'
                        when bool_or(j.conclusion = 'success' or j.continue_on_error) then 'success'
                        else 'skipped' end as outcome
                from pipeline_runs r
                join jobs j on j.run_id = r.id
                where r.id = ? and j.calls is null
                group by j.attempt, r.created_at)
            select t.attempt, t.began,
                case when t.attempt = r.attempt then r.conclusion else t.outcome end as outcome, c.actor, c.reason
            from tries t
            join pipeline_runs r on r.id = ?
            left join lateral (
                select c.actor, c.reason from commands c
                where t.attempt > 1 and c.state = 'done' and c.kind in ('rerun', 'rerun_failed', 'rerun_job')
                    and (c.run_id = r.id or c.job_id in (select j.id from jobs j where j.run_id = r.id))
                    and c.executed_at = t.began
                order by c.id limit 1) c on true
            order by t.attempt
            """;

    private static final String STORY =
            """
            select p.path, i.names, i.given, started.reason, ended.actor as cancelled_by, ended.reason as cancelled_why
            from pipeline_runs r
            join pipelines p on p.id = r.pipeline_id
            left join lateral (
                select array_agg(e.key order by e.key) as names, array_agg(coalesce(e.value, '') order by e.key) as given
                from run_sources s, jsonb_each_text(s.inputs) e
                where s.run_id = r.id) i on true
            left join lateral (
                select c.reason from hook_deliveries d
                join commands c on c.id = nullif(substring(d.delivery_key from '^command-([0-9]{1,18})$'), '')::bigint
                where d.id = r.hook_delivery_id and d.source = 'command') started on true
            left join lateral (
                select c.actor, c.reason from commands c
                where c.kind = 'cancel' and c.state = 'done' and c.executed_at >= ?::timestamptz
                    and (c.run_id = r.id
                        or c.job_id in (select j.id from jobs j where j.run_id = r.id and j.attempt = ?))
                order by c.run_id is null, c.id limit 1) ended on true
            where r.id = ?
            """;

    private RunStories() {}

    /// The story of a run; nothing where it is gone.
    ///
    /// @param attempt that is looked at
    public static RunStory of(Tx tx, RunId run, int attempt) {
        List<AttemptView> attempts =
                tx.sql().fetch(ATTEMPTS, run.value(), run.value()).map(RunStories::attempt);
        OffsetDateTime began =
                attempts.stream()
                        .filter(of -> of.number() == attempt)
                        .findFirst()
                        .map(of -> of.began().atOffset(ZoneOffset.UTC))
                        .orElse(OffsetDateTime.parse("1970-01-01T00:00:00Z"));
        return tx.sql()
                .fetchOptional(STORY, began, attempt, run.value())
                .map(row ->
                        new RunStory(
                                attempts,
                                deed(row, "cancelled_by", "cancelled_why"),
                                inputs(
                                        row.get("names", String[].class),
                                        row.get("given", String[].class)),
                                text(row, "reason"),
                                text(row, "path")))
                .orElse(RunStory.none());
    }

    private static AttemptView attempt(Record row) {
        return new AttemptView(
                row.get("attempt", Integer.class),
                row.get("began", OffsetDateTime.class).toInstant(),
                EnumWords.parseNullable(Conclusion.class, row.get("outcome", String.class)),
                deed(row, "actor", "reason"));
    }

    private static Map<String, String> inputs(
            String @Nullable [] names, String @Nullable [] given) {
        Map<String, String> inputs = new TreeMap<>();
        if (names != null && given != null) {
            for (int i = 0; i < names.length; i++) {
                inputs.put(names[i], given[i]);
            }
        }
        return inputs;
    }

    private static Optional<AttemptView.Deed> deed(Record row, String actor, String reason) {
        return text(row, actor).isEmpty()
                ? Optional.empty()
                : Optional.of(new AttemptView.Deed(text(row, actor), text(row, reason)));
    }

    private static String text(Record row, String field) {
        @Nullable String text = row.get(field, String.class);
        return text == null ? "" : text;
    }
}
