package dev.minijenkin.db.run.start;

import static dev.minijenkin.db.schema.Tables.JOBS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.Columns;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Statements that bring jobs into runs. Who does so holds the lock of the run ([Runs#lock]), or
/// has just inserted it.
public final class NewJobs {
    /// So that no statement needs much memory, here or there.
    private static final int BATCH = 1_000;

    /// The ids are taken first, so that nothing has to be joined to find them again.
    static final SetStatement INSERT =
            SetStatement.of(
                    """
                    with planned as materialized (
                        select nextval('jobs_id_seq') as id, p.*
                        from unnest(?::bigint[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::bool[], ?::bool[], ?::int[], ?::bool[], ?::int[], ?::int[], ?::int[],
                            ?::bool[], ?::int[], ?::bool[], ?::bigint[], ?::text[], ?::text[])
                            as p(run_id, attempt, repository_id, key, leg, matrix_index, place, name, needs, form, late,
                                fail_fast, max_parallel, continue_on_error, label_set_id, priority, timeout_minutes, guarded,
                                claims_left, queued, template_id, own, contexts)),
                    added as (
                        insert into jobs (id, run_id, attempt, repository_id, key, leg, matrix_index, place, name, needs, form,
                            late, fail_fast, max_parallel, continue_on_error, label_set_id, priority, timeout_minutes, guarded,
                            claims_left, state, queued_at)
                        overriding system value
                        select id, run_id, attempt, repository_id, key, leg, matrix_index, place::int[], name, needs::text[],
                            form::job_form, late, fail_fast, max_parallel, continue_on_error, label_set_id, priority,
                            timeout_minutes, guarded, claims_left, case when queued then 'queued' else 'blocked' end::job_state,
                            case when queued then now() end
                        from planned),
                    defined as (
                        insert into job_definitions (job_id, template_id, own, contexts)
                        select id, template_id, own::jsonb, contexts::jsonb from planned),
                    moved as (
                        select id, repository_id, label_set_id, priority from planned where queued),
                    """
                            + Queue.ENTERED
                            + "select id from planned order by id");

    private NewJobs() {}

    /// Inserts jobs in state `blocked`.
    ///
    /// @return their ids, in the same order
    public static List<JobId> insert(Tx tx, Run run, List<NewJob> jobs) {
        return insert(tx, List.of(new NewRunJobs(run, jobs, Set.of())));
    }

    /// Inserts the jobs of several runs of one repository.
    ///
    /// @return their ids, in the same order
    public static List<JobId> insert(Tx tx, List<NewRunJobs> runs) {
        List<Row> rows = rows(runs);
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<String, Long> templates =
                JobTemplates.intern(
                        tx,
                        rows.getFirst().run().repository(),
                        rows.stream()
                                .map(row -> row.job().definition().template())
                                .collect(Collectors.toSet()));
        List<JobId> ids = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<Row> batch = rows.subList(from, Math.min(from + BATCH, rows.size()));
            ids.addAll(insert(tx, new Columns<>(batch), templates));
        }
        rows.stream()
                .filter(Row::queued)
                .flatMapToInt(row -> row.job().labelSet().stream())
                .distinct()
                .forEach(set -> tx.hint(Topic.QUEUE, set));
        return ids;
    }

    private record Row(Run run, NewJob job, boolean queued) {
        @Nullable Integer labelSet() {
            return job.labelSet().isPresent() ? job.labelSet().getAsInt() : null;
        }
    }

    private static List<Row> rows(List<NewRunJobs> runs) {
        List<Row> rows = new ArrayList<>();
        for (NewRunJobs run : runs) {
            for (int job = 0; job < run.jobs().size(); job++) {
                rows.add(new Row(run.run(), run.jobs().get(job), run.queued().contains(job)));
            }
        }
        return rows;
    }

    private static List<JobId> insert(Tx tx, Columns<Row> rows, Map<String, Long> templates) {
        return INSERT.rows(
                tx,
                inserted -> new JobId(inserted.getLong("id")),
                rows.longs(row -> row.run().id().value()),
                rows.ints(row -> row.run().attempt()),
                rows.longs(row -> row.run().repository().value()),
                rows.texts(row -> row.job().position().key()),
                rows.texts(row -> row.job().position().leg()),
                rows.ints(row -> row.job().position().matrixIndex()),
                rows.texts(row -> numbers(row.job().position().place())),
                rows.texts(row -> PostgresText.text(row.job().name())),
                rows.texts(row -> texts(row.job().needs())),
                rows.texts(row -> EnumWords.of(row.job().form())),
                rows.flags(row -> row.job().late()),
                rows.flags(row -> row.job().rules().failFast()),
                rows.ints(row -> row.job().rules().maxParallel()),
                rows.flags(row -> row.job().rules().continueOnError()),
                rows.intsOrNull(Row::labelSet),
                rows.ints(row -> row.job().priority()),
                rows.ints(row -> row.job().timeoutMinutes()),
                rows.flags(row -> row.job().guarded()),
                rows.ints(row -> row.job().claimsLeft()),
                rows.flags(Row::queued),
                rows.longsOrNull(row -> templates.get(row.job().definition().template())),
                rows.texts(row -> PostgresText.json(row.job().definition().own())),
                rows.texts(row -> PostgresText.json(row.job().definition().contexts())));
    }

    /// An array in an array: as PostgreSQL writes one.
    private static String numbers(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static String texts(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /// A job that was not planned yet becomes the legs that it is now known to have: its own row
    /// the first, which stays `blocked` as the others are.
    public static void replace(Tx tx, Run run, JobId placeholder, List<NewJob> legs) {
        NewJob first = legs.getFirst();
        Record row = row(tx, first);
        tx.sql().update(JOBS).set(row).where(JOBS.ID.eq(placeholder.value())).execute();
        List<JobId> others = insert(tx, run, legs.subList(1, legs.size()));
        NewDefinition definition = first.definition();
        tx.sql()
                .execute(
                        "with inherited as ("
                                + Holds.INHERIT
                                + ") update job_definitions set template_id = ?, own = ?::jsonb,"
                                + " contexts = ?::jsonb where job_id = ?",
                        others.stream().map(JobId::value).toArray(Long[]::new),
                        placeholder.value(),
                        JobTemplates.intern(tx, run.repository(), List.of(definition.template()))
                                .get(definition.template()),
                        PostgresText.json(definition.own()),
                        PostgresText.json(definition.contexts()),
                        placeholder.value());
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

    private static Record row(Tx tx, NewJob job) {
        Record row = tx.sql().newRecord(JOBS);
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
        row.set(JOBS.TIMEOUT_MINUTES, job.timeoutMinutes());
        row.set(JOBS.GUARDED, job.guarded());
        row.set(JOBS.CLAIMS_LEFT, job.claimsLeft());
        return row;
    }
}
