package dev.minijenkin.db.listener;

import static dev.minijenkin.db.schema.Tables.RUN_LISTENERS;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.util.Collection;
import java.util.List;

/// Statements over `run_listeners`. What the listeners are told is written by triggers on
/// `pipeline_runs`.
public final class RunListeners {
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

    private static String[] texts(List<String> texts) {
        return texts.stream().map(PostgresText::text).toArray(String[]::new);
    }
}
