package dev.minijenkin.db.view.redgreen;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.run.FirstFailure;
import dev.minijenkin.db.view.run.FirstFailures;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.Record;

/// Since when branches are red.
public final class RedStretches {
    /// Runs of a stretch that are told one by one: the first ones and the newest ones.
    public static final int MOST = 40;

    private static final int AROUND = 16;

    /// Numbers in messages, which are seldom what makes errors different.
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private static final String COLUMNS =
            "o.id, o.number, o.attempt, o.conclusion, o.actor, o.commit_sha, o.title, o.created_at, o.finished_at";

    private static final String GREEN_BEFORE =
            """
            select %s from pipeline_runs r
            join lateral (
                select o.* from pipeline_runs o
                where o.pipeline_id = r.pipeline_id and o.ref = r.ref and o.conclusion = 'success' and o.number < r.number
                order by o.number desc limit 1) o on true
            where r.id = ?
            """
                    .formatted(COLUMNS);

    private static final String GREEN_AFTER =
            """
            select %s from pipeline_runs r
            join lateral (
                select o.* from pipeline_runs o
                where o.pipeline_id = r.pipeline_id and o.ref = r.ref and o.conclusion = 'success' and o.number > r.number
                order by o.number limit 1) o on true
            where r.id = ?
            """
                    .formatted(COLUMNS);

    /// Those that failed between the two, the first and the newest of them, with how many there
    /// are.
    private static final String RED =
            """
            select * from (
                select %s, count(*) over () as runs, sum(o.attempt) over () as attempts,
                    row_number() over (order by o.number) as place, row_number() over (order by o.number desc) as newest
                from pipeline_runs r
                join pipeline_runs o on o.pipeline_id = r.pipeline_id and o.ref = r.ref
                    and o.number > ? and o.number < ? and o.conclusion in ('failure', 'timed_out')
                where r.id = ?) o
            where o.place <= ? or o.newest <= ?
            order by o.number
            """
                    .formatted(COLUMNS);

    private static final String BEFORE =
            """
            select %s from pipeline_runs r
            join pipeline_runs o on o.pipeline_id = r.pipeline_id and o.ref = r.ref and o.number <= ?
                and o.conclusion in ('success', 'failure', 'timed_out')
            where r.id = ?
            order by o.number desc
            limit ?
            """
                    .formatted(COLUMNS);

    private RedStretches() {}

    /// The stretch that a run lies in; empty where the run succeeded, or no run of its branch
    /// failed since one succeeded.
    public static Optional<RedStretch> around(Tx tx, RunId run) {
        boolean green =
                tx.sql()
                        .fetchOptional(
                                "select conclusion = 'success' as green from pipeline_runs where id = ?",
                                run.value())
                        .map(row -> Boolean.TRUE.equals(row.get("green", Boolean.class)))
                        .orElse(true);
        if (green) {
            return Optional.empty();
        }
        Optional<BranchRun> before = one(tx, GREEN_BEFORE, run);
        Optional<BranchRun> after = one(tx, GREEN_AFTER, run);
        var rows =
                tx.sql()
                        .fetch(
                                RED,
                                before.map(BranchRun::number).orElse(0L),
                                after.map(BranchRun::number).orElse(Long.MAX_VALUE),
                                run.value(),
                                MOST / 2,
                                MOST / 2);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<BranchRun> red = rows.map(RedStretches::run);
        long last = after.map(BranchRun::number).orElse(red.getLast().number());
        List<BranchRun> around =
                new ArrayList<>(
                        tx.sql().fetch(BEFORE, last, run.value(), AROUND).map(RedStretches::run));
        return Optional.of(
                new RedStretch(
                        before,
                        red,
                        rows.getFirst().get("runs", Long.class),
                        rows.getFirst().get("attempts", Long.class),
                        differentErrors(tx, red),
                        after,
                        around.reversed()));
    }

    private static int differentErrors(Tx tx, List<BranchRun> red) {
        Map<RunId, Integer> attempts = new LinkedHashMap<>();
        red.forEach(run -> attempts.put(run.id(), run.attempts()));
        long different =
                FirstFailures.of(tx, attempts).values().stream()
                        .map(RedStretches::evened)
                        .distinct()
                        .count();
        return (int) Math.max(1, different);
    }

    private static String evened(FirstFailure failure) {
        return failure.job()
                + "\n"
                + failure.step()
                + "\n"
                + NUMBER.matcher(failure.message()).replaceAll("#");
    }

    private static Optional<BranchRun> one(Tx tx, String query, RunId run) {
        return tx.sql().fetchOptional(query, run.value()).map(RedStretches::run);
    }

    static BranchRun run(Record row) {
        return new BranchRun(
                new RunId(row.get("id", Long.class)),
                row.get("number", Long.class),
                row.get("attempt", Integer.class),
                EnumWords.parse(Conclusion.class, row.get("conclusion", String.class)),
                row.get("actor", String.class),
                row.get("commit_sha", String.class),
                row.get("title", String.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("finished_at", OffsetDateTime.class).toInstant());
    }
}
