package dev.minijenkin.db.run;

import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.PIPELINE_RUNS;
import static dev.minijenkin.db.schema.Tables.RUN_SOURCES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.notify.Topic;
import java.util.Optional;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/// Statements over `pipeline_runs` and `run_sources`.
public final class Runs {
    private Runs() {}

    /// Inserts a run in state `queued` with the next number of its pipeline.
    ///
    /// @return empty where this delivery has started this pipeline for this event already
    public static Optional<RunId> insert(Tx tx, NewRun run) {
        DeliveryId delivery = run.origin().delivery();
        if (delivery != null && alreadyStarted(tx, run, delivery)) {
            return Optional.empty();
        }
        NewRun.Commit commit = run.commit();
        long number =
                tx.sql()
                        .update(PIPELINES)
                        .set(PIPELINES.LAST_NUMBER, PIPELINES.LAST_NUMBER.plus(1))
                        .where(PIPELINES.ID.eq(run.pipeline().value()))
                        .returningResult(PIPELINES.LAST_NUMBER)
                        .fetchSingle()
                        .value1();
        RunId id =
                new RunId(
                        tx.sql()
                                .insertInto(PIPELINE_RUNS)
                                .set(PIPELINE_RUNS.PIPELINE_ID, run.pipeline().value())
                                .set(PIPELINE_RUNS.REPOSITORY_ID, run.repository().value())
                                .set(PIPELINE_RUNS.NUMBER, number)
                                .set(PIPELINE_RUNS.TITLE, PostgresText.text(run.title()))
                                .set(PIPELINE_RUNS.EVENT, run.origin().event())
                                .set(PIPELINE_RUNS.REF, commit.ref())
                                .set(
                                        PIPELINE_RUNS.HEAD_BRANCH,
                                        PostgresText.text(commit.headBranch()))
                                .set(PIPELINE_RUNS.COMMIT_SHA, commit.sha())
                                .set(PIPELINE_RUNS.COMMIT_TITLE, PostgresText.text(commit.title()))
                                .set(
                                        PIPELINE_RUNS.COMMIT_AUTHOR,
                                        PostgresText.text(commit.author()))
                                .set(PIPELINE_RUNS.ACTOR, PostgresText.text(run.origin().actor()))
                                .set(PIPELINE_RUNS.PRIORITY, (short) run.priority())
                                .set(
                                        PIPELINE_RUNS.HOOK_DELIVERY_ID,
                                        delivery == null ? null : delivery.value())
                                .returningResult(PIPELINE_RUNS.ID)
                                .fetchSingle()
                                .value1());
        tx.sql()
                .insertInto(RUN_SOURCES)
                .set(RUN_SOURCES.RUN_ID, id.value())
                .set(RUN_SOURCES.WORKFLOW, run.source().workflow())
                .set(RUN_SOURCES.EVENT, run.source().eventPayload())
                .set(RUN_SOURCES.INPUTS, JSONB.valueOf(PostgresText.json(run.source().inputs())))
                .execute();
        tx.hint(Topic.RUN, id.value());
        return Optional.of(id);
    }

    /// Reads a run and locks its row until the end of the transaction: whoever advances a run holds
    /// this.
    public static Optional<Run> lock(Tx tx, RunId id) {
        return tx.sql()
                .selectFrom(PIPELINE_RUNS)
                .where(PIPELINE_RUNS.ID.eq(id.value()))
                .forNoKeyUpdate()
                .fetchOptional(Runs::run);
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

    /// Gives a run its title, once its number is known.
    public static void setTitle(Tx tx, RunId id, String title) {
        tx.sql()
                .update(PIPELINE_RUNS)
                .set(PIPELINE_RUNS.TITLE, PostgresText.text(title))
                .where(PIPELINE_RUNS.ID.eq(id.value()))
                .execute();
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

    /// The group that the run enters as a whole, in every attempt.
    public static void setGroup(Tx tx, RunId id, GroupRules group) {
        tx.sql()
                .update(PIPELINE_RUNS)
                .set(PIPELINE_RUNS.CONCURRENCY_GROUP, PostgresText.text(group.name()))
                .set(PIPELINE_RUNS.CONCURRENCY_CANCELS, group.cancels())
                .set(PIPELINE_RUNS.CONCURRENCY_IN_LINE, group.inLine())
                .where(PIPELINE_RUNS.ID.eq(id.value()))
                .execute();
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

    private static boolean alreadyStarted(Tx tx, NewRun run, DeliveryId delivery) {
        return tx.sql()
                .fetchExists(
                        PIPELINE_RUNS,
                        PIPELINE_RUNS
                                .HOOK_DELIVERY_ID
                                .eq(delivery.value())
                                .and(PIPELINE_RUNS.PIPELINE_ID.eq(run.pipeline().value()))
                                .and(PIPELINE_RUNS.EVENT.eq(run.origin().event())));
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
