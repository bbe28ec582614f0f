package dev.minijenkin.db.schedule;

import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.SCHEDULES;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Statements over `schedules`.
public final class Schedules {
    private Schedules() {}

    /// The database's time, from which the next moments are reckoned.
    public static Instant now(Tx tx) {
        return tx.sql().select(currentOffsetDateTime()).fetchSingle().value1().toInstant();
    }

    /// Gives a pipeline these rhythms and no others. One that it has already keeps its next moment.
    public static void replace(Tx tx, PipelineId pipeline, List<Rhythm> rhythms) {
        tx.sql()
                .deleteFrom(SCHEDULES)
                .where(SCHEDULES.PIPELINE_ID.eq(pipeline.value()))
                .and(
                        row(SCHEDULES.CRON, SCHEDULES.TIME_ZONE)
                                .notIn(
                                        rhythms.stream()
                                                .map(rhythm ->
                                                        row(rhythm.cron(), rhythm.timeZone()))
                                                .toList()))
                .execute();
        for (Rhythm rhythm : rhythms) {
            tx.sql()
                    .insertInto(SCHEDULES)
                    .set(SCHEDULES.PIPELINE_ID, pipeline.value())
                    .set(SCHEDULES.CRON, rhythm.cron())
                    .set(SCHEDULES.TIME_ZONE, rhythm.timeZone())
                    .set(SCHEDULES.NEXT_AT, rhythm.nextAt().atOffset(ZoneOffset.UTC))
                    .onConflictDoNothing()
                    .execute();
        }
    }

    /// Takes the rhythms from all other pipelines of a repository: their files are gone.
    public static void keepOnly(Tx tx, RepositoryId repository, Collection<PipelineId> pipelines) {
        tx.sql()
                .deleteFrom(SCHEDULES)
                .where(
                        SCHEDULES.PIPELINE_ID.in(
                                select(PIPELINES.ID)
                                        .from(PIPELINES)
                                        .where(PIPELINES.REPOSITORY_ID.eq(repository.value()))
                                        .and(
                                                PIPELINES.ID.notIn(
                                                        pipelines.stream()
                                                                .map(PipelineId::value)
                                                                .toList()))))
                .execute();
    }

    /// The ids of schedules that are due, those that are due for longest first.
    public static List<Long> due(Tx tx, int limit) {
        return tx.sql()
                .select(SCHEDULES.ID)
                .from(SCHEDULES)
                .where(SCHEDULES.NEXT_AT.le(currentOffsetDateTime()))
                .orderBy(SCHEDULES.NEXT_AT)
                .limit(limit)
                .fetch(SCHEDULES.ID);
    }

    /// Locks a schedule until the end of the transaction.
    ///
    /// @return empty where it is no longer due, or another process looks at it
    public static Optional<DueSchedule> lockDue(Tx tx, long id) {
        return tx.sql()
                .select(
                        SCHEDULES.ID,
                        PIPELINES.REPOSITORY_ID,
                        SCHEDULES.CRON,
                        SCHEDULES.TIME_ZONE,
                        SCHEDULES.NEXT_AT)
                .from(SCHEDULES)
                .join(PIPELINES)
                .on(PIPELINES.ID.eq(SCHEDULES.PIPELINE_ID))
                .where(SCHEDULES.ID.eq(id))
                .and(SCHEDULES.NEXT_AT.le(currentOffsetDateTime()))
                .forUpdate()
                .of(SCHEDULES)
                .skipLocked()
                .fetchOptional(row ->
                        new DueSchedule(
                                row.value1(),
                                new RepositoryId(row.value2()),
                                new Rhythm(row.value3(), row.value4(), row.value5().toInstant())));
    }

    /// A due schedule was carried out, and is due again later.
    public static void moveOn(Tx tx, DueSchedule schedule, Instant nextAt) {
        tx.sql()
                .update(SCHEDULES)
                .set(SCHEDULES.LAST_AT, currentOffsetDateTime())
                .set(SCHEDULES.NEXT_AT, nextAt.atOffset(ZoneOffset.UTC))
                .where(SCHEDULES.ID.eq(schedule.id()))
                .execute();
    }

    /// A schedule that never comes again.
    public static void delete(Tx tx, DueSchedule schedule) {
        tx.sql().deleteFrom(SCHEDULES).where(SCHEDULES.ID.eq(schedule.id())).execute();
    }
}
