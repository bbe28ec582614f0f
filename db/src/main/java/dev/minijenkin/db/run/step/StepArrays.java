package dev.minijenkin.db.run.step;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Columns;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PostgresText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The reports of steps as the arrays of [#TABLE].
public final class StepArrays {
    /// A table of the reports, for the `from` of a statement; takes [#values].
    public static final String TABLE =
            """
            unnest(?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[],
                ?::bigint[], ?::bigint[])
                as s(claim_id, number, key, name, state, outcome, conclusion, exit_code, first_line, started, finished)
            """;

    /// Columns of `steps` from such a table and from `c`, the row of the claim: no time lies before
    /// the claim, and none in the future.
    public static final String COLUMNS =
            """
            s.claim_id, s.number, c.job_id, nullif(s.key, ''), s.name, s.state, s.outcome, s.conclusion, s.exit_code, s.first_line,
                least(now(), greatest(c.claimed_at, to_timestamp(s.started / 1e6))),
                least(now(), greatest(c.claimed_at, to_timestamp(s.finished / 1e6)))
            """;

    /// Inserts such columns; what is there already is replaced.
    public static final String INSERT =
            """
            insert into steps (claim_id, number, job_id, key, name, state, outcome, conclusion, exit_code, first_line,
                started_at, finished_at)
            """;

    /// After [#INSERT].
    public static final String REPLACE =
            """
            on conflict (claim_id, number) do update
            set name = excluded.name, state = excluded.state, outcome = excluded.outcome,
                conclusion = excluded.conclusion, exit_code = excluded.exit_code, first_line = excluded.first_line,
                started_at = excluded.started_at, finished_at = excluded.finished_at
            """;

    private record Row(long claim, StepReport step) {}

    private StepArrays() {}

    /// The values of the `?` of [#TABLE].
    public static Object[] values(Map<ClaimId, ? extends List<StepReport>> reports) {
        List<Row> rows = new ArrayList<>();
        reports.forEach(
                (claim, steps) -> steps.forEach(step -> rows.add(new Row(claim.value(), step))));
        Columns<Row> columns = new Columns<>(rows);
        return new Object[] {
            columns.longs(Row::claim),
            columns.ints(row -> row.step().number()),
            columns.texts(row -> row.step().key()),
            columns.texts(row -> PostgresText.text(row.step().name())),
            columns.texts(row -> EnumWords.of(row.step().state())),
            columns.texts(row -> EnumWords.ofNullable(row.step().outcome())),
            columns.texts(row -> EnumWords.ofNullable(row.step().conclusion())),
            columns.intsOrNull(row -> row.step().exitCode()),
            columns.longsOrNull(row -> row.step().firstLine()),
            columns.longsOrNull(row -> micros(row.step().startedAt())),
            columns.longsOrNull(row -> micros(row.step().finishedAt()))
        };
    }

    private static @Nullable Long micros(@Nullable Instant time) {
        return time == null
                ? null
                : Math.addExact(
                        Math.multiplyExact(time.getEpochSecond(), 1_000_000L),
                        time.getNano() / 1_000L);
    }
}
