package dev.minijenkin.db.run;

import static dev.minijenkin.db.schema.Tables.JOBS;
import static dev.minijenkin.db.schema.Tables.JOB_DEFINITIONS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jooq.JSONB;
import org.jooq.Record;

/// Statements that bring jobs into a run. Who does so holds the lock of the run ([Runs#lock]), or
/// has just inserted it.
public final class NewJobs {
    /// A statement takes at most 65,535 values.
    private static final int BATCH = 500;

    private NewJobs() {}

    /// Inserts jobs in state `blocked`.
    ///
    /// @return their ids, in the same order
    public static List<JobId> insert(Tx tx, Run run, List<NewJob> jobs) {
        List<JobId> ids = new ArrayList<>();
        for (int from = 0; from < jobs.size(); from += BATCH) {
            List<NewJob> batch = jobs.subList(from, Math.min(from + BATCH, jobs.size()));
            List<JobId> inserted =
                    tx
                            .sql()
                            .insertInto(JOBS)
                            .set(batch.stream().map(job -> row(tx, run, job)).toList())
                            .returningResult(JOBS.ID)
                            .fetch()
                            .stream()
                            .map(row -> new JobId(row.value1()))
                            .toList();
            insertDefinitions(tx, inserted, batch);
            ids.addAll(inserted);
        }
        return ids;
    }

    private static void insertDefinitions(Tx tx, List<JobId> ids, List<NewJob> jobs) {
        List<Record> rows = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            var row = tx.sql().newRecord(JOB_DEFINITIONS);
            row.set(JOB_DEFINITIONS.JOB_ID, ids.get(i).value());
            row.set(
                    JOB_DEFINITIONS.DEFINITION,
                    JSONB.valueOf(PostgresText.json(jobs.get(i).definition())));
            rows.add(row);
        }
        tx.sql().insertInto(JOB_DEFINITIONS).set(rows).execute();
    }

    /// A job that was not planned yet becomes the legs that it is now known to have: its own row
    /// the first, which stays `blocked` as the others are.
    public static void replace(Tx tx, Run run, JobId placeholder, List<NewJob> legs) {
        NewJob first = legs.getFirst();
        Record row = row(tx, run, first);
        tx.sql().update(JOBS).set(row).where(JOBS.ID.eq(placeholder.value())).execute();
        tx.sql()
                .update(JOB_DEFINITIONS)
                .set(
                        JOB_DEFINITIONS.DEFINITION,
                        JSONB.valueOf(PostgresText.json(first.definition())))
                .where(JOB_DEFINITIONS.JOB_ID.eq(placeholder.value()))
                .execute();
        insert(tx, run, legs.subList(1, legs.size()));
    }

    /// The jobs of a called file have taken the place of a call: it is under way until they end.
    public static void expand(Tx tx, JobId call, String file) {
        tx.sql()
                .update(JOBS)
                .set(JOBS.STATE, inline("running"))
                .set(JOBS.CALLS, file)
                .set(JOBS.STARTED_AT, currentOffsetDateTime())
                .where(JOBS.ID.eq(call.value()))
                .and(JOBS.STATE.eq(inline("blocked")))
                .execute();
    }

    private static Record row(Tx tx, Run run, NewJob job) {
        Record row = tx.sql().newRecord(JOBS);
        row.set(JOBS.RUN_ID, run.id().value());
        row.set(JOBS.ATTEMPT, run.attempt());
        row.set(JOBS.REPOSITORY_ID, run.repository().value());
        row.set(JOBS.KEY, job.position().key());
        row.set(JOBS.LEG, job.position().leg());
        row.set(JOBS.MATRIX_INDEX, job.position().matrixIndex());
        row.set(JOBS.PLACE, job.position().place().toArray(Integer[]::new));
        row.set(JOBS.NAME, PostgresText.text(job.name()));
        row.set(JOBS.NEEDS, job.needs().toArray(String[]::new));
        row.set(JOBS.FORM, EnumWords.of(job.form()));
        row.set(JOBS.LATE, job.late());
        row.set(JOBS.FAIL_FAST, job.rules().failFast());
        row.set(JOBS.MAX_PARALLEL, job.rules().maxParallel());
        row.set(JOBS.CONTINUE_ON_ERROR, job.rules().continueOnError());
        row.set(JOBS.LABEL_SET_ID, job.labelSet().isPresent() ? job.labelSet().getAsInt() : null);
        row.set(JOBS.PRIORITY, (short) job.priority());
        row.set(JOBS.STATE, "blocked");
        row.set(JOBS.TIMEOUT_MINUTES, job.timeoutMinutes());
        row.set(JOBS.GUARDED, job.guarded());
        row.set(JOBS.CLAIMS_LEFT, job.claimsLeft());
        return row;
    }
}
