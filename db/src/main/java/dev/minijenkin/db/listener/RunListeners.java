package dev.minijenkin.db.listener;

import static dev.minijenkin.db.schema.Tables.HOOK_DELIVERIES;
import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.PIPELINE_RUNS;
import static dev.minijenkin.db.schema.Tables.REPOSITORIES;
import static dev.minijenkin.db.schema.Tables.RUN_LISTENERS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.cardinality;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Conclusion;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;

/// Statements over `run_listeners`.
public final class RunListeners {
    /// A run that so many others led to, each started by the one before, starts no other. The check
    /// of `hook_deliveries.chain` is the second wall.
    private static final int LONGEST_CHAIN = 3;

    private static final String TOLD = "told";
    private static final String CHAIN = "links";

    private RunListeners() {}

    /// A pipeline listens from now on.
    ///
    /// @param types of activity; empty: all
    /// @param workflows names; empty: all
    public static void put(
            Tx tx,
            RepositoryId repository,
            PipelineId pipeline,
            List<String> types,
            List<String> workflows) {
        tx.sql()
                .insertInto(RUN_LISTENERS)
                .set(RUN_LISTENERS.PIPELINE_ID, pipeline.value())
                .set(RUN_LISTENERS.REPOSITORY_ID, repository.value())
                .set(RUN_LISTENERS.TYPES, texts(types))
                .set(RUN_LISTENERS.WORKFLOWS, texts(workflows))
                .onConflict(RUN_LISTENERS.PIPELINE_ID)
                .doUpdate()
                .set(RUN_LISTENERS.TYPES, texts(types))
                .set(RUN_LISTENERS.WORKFLOWS, texts(workflows))
                .execute();
    }

    /// Whether any pipeline of a repository listens.
    public static boolean areThere(Tx tx, RepositoryId repository) {
        return tx.sql()
                .fetchExists(RUN_LISTENERS, RUN_LISTENERS.REPOSITORY_ID.eq(repository.value()));
    }

    /// All other pipelines of a repository listen no more: their files are gone.
    public static void keepOnly(Tx tx, RepositoryId repository, Collection<PipelineId> pipelines) {
        tx.sql()
                .deleteFrom(RUN_LISTENERS)
                .where(RUN_LISTENERS.REPOSITORY_ID.eq(repository.value()))
                .and(
                        RUN_LISTENERS.PIPELINE_ID.notIn(
                                pipelines.stream().map(PipelineId::value).toList()))
                .execute();
    }

    /// The run, where anybody listens to what happens to it.
    public static Optional<HeardRun> heard(Tx tx, RunId run, RunActivity activity) {
        Field<Integer> chain =
                coalesce(HOOK_DELIVERIES.CHAIN, inline((short) 0)).cast(Integer.class);
        return tx.sql()
                .select(
                        PIPELINE_RUNS.asterisk(),
                        PIPELINES.NAME,
                        PIPELINES.PATH,
                        REPOSITORIES.NAME,
                        REPOSITORIES.DEFAULT_BRANCH,
                        currentOffsetDateTime().as(TOLD),
                        chain.as(CHAIN))
                .from(PIPELINE_RUNS)
                .join(PIPELINES)
                .on(PIPELINES.ID.eq(PIPELINE_RUNS.PIPELINE_ID))
                .join(REPOSITORIES)
                .on(REPOSITORIES.ID.eq(PIPELINE_RUNS.REPOSITORY_ID))
                .leftJoin(HOOK_DELIVERIES)
                .on(HOOK_DELIVERIES.ID.eq(PIPELINE_RUNS.HOOK_DELIVERY_ID))
                .where(PIPELINE_RUNS.ID.eq(run.value()))
                .and(chain.lt(LONGEST_CHAIN))
                .and(
                        exists(
                                selectOne()
                                        .from(RUN_LISTENERS)
                                        .where(
                                                RUN_LISTENERS.REPOSITORY_ID.eq(
                                                        PIPELINE_RUNS.REPOSITORY_ID))
                                        .and(
                                                counts(
                                                        RUN_LISTENERS.TYPES,
                                                        val(EnumWords.of(activity))))
                                        .and(counts(RUN_LISTENERS.WORKFLOWS, PIPELINES.NAME))))
                .fetchOptional(RunListeners::heard);
    }

    private static HeardRun heard(Record row) {
        OffsetDateTime started = row.get(PIPELINE_RUNS.STARTED_AT);
        return new HeardRun(
                new RunId(row.get(PIPELINE_RUNS.ID)),
                new HeardRun.Origin(
                        new RepositoryId(row.get(PIPELINE_RUNS.REPOSITORY_ID)),
                        row.get(REPOSITORIES.NAME),
                        row.get(REPOSITORIES.DEFAULT_BRANCH)),
                new HeardRun.Workflow(
                        new PipelineId(row.get(PIPELINE_RUNS.PIPELINE_ID)),
                        row.get(PIPELINES.NAME),
                        row.get(PIPELINES.PATH)),
                row.get(PIPELINE_RUNS.NUMBER),
                row.get(PIPELINE_RUNS.ATTEMPT),
                row.get(PIPELINE_RUNS.TITLE),
                row.get(PIPELINE_RUNS.EVENT),
                row.get(PIPELINE_RUNS.ACTOR),
                EnumWords.parseNullable(Conclusion.class, row.get(PIPELINE_RUNS.CONCLUSION)),
                new HeardRun.Commit(
                        row.get(PIPELINE_RUNS.HEAD_BRANCH),
                        row.get(PIPELINE_RUNS.COMMIT_SHA),
                        row.get(PIPELINE_RUNS.COMMIT_TITLE),
                        row.get(PIPELINE_RUNS.COMMIT_AUTHOR)),
                new HeardRun.Times(
                        row.get(PIPELINE_RUNS.CREATED_AT).toInstant(),
                        started == null ? null : started.toInstant(),
                        row.get(TOLD, OffsetDateTime.class).toInstant()),
                row.get(CHAIN, Integer.class));
    }

    /// Whether a listener's list names this; an empty one names all.
    private static Condition counts(Field<String[]> listed, Field<String> name) {
        return cardinality(listed).eq(inline(0)).or(name.eq(any(listed)));
    }

    private static String[] texts(List<String> texts) {
        return texts.stream().map(PostgresText::text).toArray(String[]::new);
    }
}
