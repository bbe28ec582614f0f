package dev.minijenkin.db.run;

import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.PIPELINE_RUNS;
import static dev.minijenkin.db.schema.Tables.RUN_SOURCES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.open.OpenRuns;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements over `pipeline_runs` and `run_sources`.
public final class Runs {
    private Runs() {}

    /// Reads a run and locks its row until the end of the transaction: whoever advances a run holds
    /// this.
    public static Optional<Run> lock(Tx tx, RunId id) {
        return tx.sql()
                .selectFrom(PIPELINE_RUNS)
                .where(PIPELINE_RUNS.ID.eq(id.value()))
                .forNoKeyUpdate()
                .fetchOptional(Runs::run);
    }

    /// The same where nobody else holds that lock: for work that comes again by itself, and must
    /// not wait behind one run.
    ///
    /// @return empty where somebody holds it, or there is no such run
    public static Optional<Run> tryLock(Tx tx, RunId id) {
        return tx.sql()
                .selectFrom(PIPELINE_RUNS)
                .where(PIPELINE_RUNS.ID.eq(id.value()))
                .forNoKeyUpdate()
                .skipLocked()
                .fetchOptional(Runs::run);
    }

    /// Runs that were just inserted are for guest runners.
    public static void sendToGuests(Tx tx, List<RunId> ids) {
        tx.sql()
                .update(PIPELINE_RUNS)
                .set(PIPELINE_RUNS.ON_GUESTS, true)
                .where(PIPELINE_RUNS.ID.in(ids.stream().map(RunId::value).toList()))
                .execute();
    }

    /// Those that have not ended, the oldest first.
    public static List<RunId> open(Tx tx) {
        return tx.sql()
                .select(PIPELINE_RUNS.ID)
                .from(PIPELINE_RUNS)
                .where(OpenRuns.condition("pipeline_runs"))
                .orderBy(PIPELINE_RUNS.ID)
                .fetch(row -> new RunId(row.value1()));
    }

    public static Optional<Run> find(Tx tx, RunId id) {
        return tx.sql()
                .selectFrom(PIPELINE_RUNS)
                .where(PIPELINE_RUNS.ID.eq(id.value()))
                .fetchOptional(Runs::run);
    }

    /// By pipeline and number.
    public static Optional<Run> find(Tx tx, PipelineId pipeline, long number) {
        return tx.sql()
                .selectFrom(PIPELINE_RUNS)
                .where(PIPELINE_RUNS.PIPELINE_ID.eq(pipeline.value()))
                .and(PIPELINE_RUNS.NUMBER.eq(number))
                .fetchOptional(Runs::run);
    }

    /// What the run was made from, for reruns and the run page.
    public static RunSource source(Tx tx, RunId id) {
        return tx.sql()
                .select(PIPELINES.PATH, RUN_SOURCES.WORKFLOW, RUN_SOURCES.EVENT, RUN_SOURCES.INPUTS)
                .from(RUN_SOURCES)
                .join(PIPELINE_RUNS)
                .on(PIPELINE_RUNS.ID.eq(RUN_SOURCES.RUN_ID))
                .join(PIPELINES)
                .on(PIPELINES.ID.eq(PIPELINE_RUNS.PIPELINE_ID))
                .where(RUN_SOURCES.RUN_ID.eq(id.value()))
                .fetchSingle(row ->
                        new RunSource(
                                row.get(PIPELINES.PATH),
                                row.get(RUN_SOURCES.WORKFLOW),
                                row.get(RUN_SOURCES.EVENT),
                                row.get(RUN_SOURCES.INPUTS).data()));
    }

    /// Ends a run.
    public static void finish(Tx tx, RunId id, Conclusion conclusion, @Nullable Cause cause) {
        tx.sql()
                .update(PIPELINE_RUNS)
                .set(PIPELINE_RUNS.STATE, inline("finished"))
                .set(PIPELINE_RUNS.CONCLUSION, EnumWords.of(conclusion))
                .set(PIPELINE_RUNS.CAUSE, EnumWords.ofNullable(cause))
                .setNull(PIPELINE_RUNS.MESSAGE)
                .set(PIPELINE_RUNS.FINISHED_AT, currentOffsetDateTime())
                .where(PIPELINE_RUNS.ID.eq(id.value()))
                .execute();
        tx.hint(Topic.RUN, id.value());
    }

    /// Keeps that somebody cancelled the current attempt.
    public static void requestCancel(Tx tx, RunId id, Cause cause) {
        tx.sql()
                .update(PIPELINE_RUNS)
                .set(
                        PIPELINE_RUNS.CANCEL_REQUESTED_AT,
                        coalesce(PIPELINE_RUNS.CANCEL_REQUESTED_AT, currentOffsetDateTime()))
                .set(
                        PIPELINE_RUNS.CANCEL_CAUSE,
                        coalesce(PIPELINE_RUNS.CANCEL_CAUSE, inline(EnumWords.of(cause))))
                .where(PIPELINE_RUNS.ID.eq(id.value()))
                .execute();
        tx.hint(Topic.RUN, id.value());
    }

    /// The run waits as a whole.
    ///
    /// @param message one sentence for a person: why
    public static void await(Tx tx, RunId id, String message) {
        setState(tx, id, RunState.WAITING, message);
    }

    /// The run waits no longer, and its jobs may begin.
    public static void admit(Tx tx, RunId id) {
        setState(tx, id, RunState.QUEUED, null);
    }

    private static void setState(Tx tx, RunId id, RunState state, @Nullable String message) {
        tx.sql()
                .update(PIPELINE_RUNS)
                .set(PIPELINE_RUNS.STATE, EnumWords.of(state))
                .set(PIPELINE_RUNS.MESSAGE, PostgresText.textOrNull(message))
                .where(PIPELINE_RUNS.ID.eq(id.value()))
                .execute();
        tx.hint(Topic.RUN, id.value());
    }

    /// Opens a finished run again for another attempt; its number.
    public static int startAttempt(Tx tx, RunId id) {
        int attempt =
                tx.sql()
                        .update(PIPELINE_RUNS)
                        .set(PIPELINE_RUNS.ATTEMPT, PIPELINE_RUNS.ATTEMPT.plus(1))
                        .set(PIPELINE_RUNS.STATE, inline("queued"))
                        .setNull(PIPELINE_RUNS.CONCLUSION)
                        .setNull(PIPELINE_RUNS.CAUSE)
                        .setNull(PIPELINE_RUNS.STARTED_AT)
                        .setNull(PIPELINE_RUNS.FINISHED_AT)
                        .setNull(PIPELINE_RUNS.CANCEL_REQUESTED_AT)
                        .setNull(PIPELINE_RUNS.CANCEL_CAUSE)
                        .where(PIPELINE_RUNS.ID.eq(id.value()))
                        .returningResult(PIPELINE_RUNS.ATTEMPT)
                        .fetchSingle()
                        .value1();
        tx.hint(Topic.RUN, id.value());
        return attempt;
    }

    private static Run run(org.jooq.Record row) {
        return new Run(
                new RunId(row.get(PIPELINE_RUNS.ID)),
                new PipelineId(row.get(PIPELINE_RUNS.PIPELINE_ID)),
                new RepositoryId(row.get(PIPELINE_RUNS.REPOSITORY_ID)),
                row.get(PIPELINE_RUNS.NUMBER),
                row.get(PIPELINE_RUNS.ATTEMPT),
                new Run.Status(
                        EnumWords.parse(RunState.class, row.get(PIPELINE_RUNS.STATE)),
                        EnumWords.parseNullable(
                                Conclusion.class, row.get(PIPELINE_RUNS.CONCLUSION)),
                        EnumWords.parseNullable(Cause.class, row.get(PIPELINE_RUNS.CANCEL_CAUSE))),
                new Run.Origin(
                        row.get(PIPELINE_RUNS.EVENT),
                        row.get(PIPELINE_RUNS.ACTOR),
                        row.get(PIPELINE_RUNS.REF),
                        row.get(PIPELINE_RUNS.COMMIT_SHA)),
                row.get(PIPELINE_RUNS.PRIORITY),
                row.get(PIPELINE_RUNS.ON_GUESTS),
                group(row));
    }

    private static @Nullable GroupRules group(org.jooq.Record row) {
        String name = row.get(PIPELINE_RUNS.CONCURRENCY_GROUP);
        return name == null
                ? null
                : new GroupRules(
                        name,
                        row.get(PIPELINE_RUNS.CONCURRENCY_CANCELS),
                        row.get(PIPELINE_RUNS.CONCURRENCY_IN_LINE));
    }
}
