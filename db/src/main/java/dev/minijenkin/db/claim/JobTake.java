package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One take of jobs out of the queue: what the statements are asked with, and what comes of them.
///
/// @param instance of the running process
/// @param labelSets that the runner serves; at least one
/// @param floor where it begins to look
/// @param limit free slots; at least one
record JobTake(
        RunnerId runner, UUID instance, List<Integer> labelSets, ClaimFloor floor, int limit) {
    /// How many more candidates are read than wanted, so that claimers that run at the same moment
    /// skip each other's rows and still find work; and how many where others had taken all of
    /// these.
    private static final int SPARE_CANDIDATES = 12;

    private static final int MANY_SPARE_CANDIDATES = 2_000;

    /// A row of the answer.
    ///
    /// @param candidates how many there were
    /// @param limited whether there is a limit
    /// @param kept whether there is a limit, and something that it may keep back
    /// @param job null where none was taken; has the event where it is the first of its run
    /// @param begun whether it is running
    private record Row(
            int candidates,
            boolean limited,
            boolean kept,
            @Nullable ClaimedJob job,
            boolean begun,
            int labelSet,
            ClaimFloor.Rank rank) {}

    /// What it got, the best first.
    List<ClaimedJob> take(Tx tx) {
        floor.sweepWhenDue();
        List<Row> rows = rows(tx, TakeStatements.TAKE, limit);
        if (rows.getFirst().limited()) {
            return takeWithinLimits(tx);
        }
        List<ClaimedJob> jobs = jobs(tx, rows);
        floor.left(jobs.size() < Math.min(limit, rows.getFirst().candidates()));
        return jobs;
    }

    /// The same for a guest runner. What others had locked it is told of by its next heartbeat.
    List<ClaimedJob> takeAsGuest(Tx tx) {
        floor.sweepWhenDue();
        List<ClaimedJob> jobs =
                jobs(
                        tx,
                        TakeStatements.TAKE_AS_GUEST.rows(
                                tx,
                                JobTake::row,
                                labelSets.stream().mapToInt(Integer::intValue).toArray(),
                                priorities(),
                                labelSets.stream()
                                        .mapToLong(set -> floor.of(set).vtime())
                                        .toArray(),
                                runner.value(),
                                instance,
                                limit));
        floor.left(false);
        return jobs;
    }

    /// What a limit kept back stood in the way of others: they are looked for until there is
    /// nothing more.
    private List<ClaimedJob> takeWithinLimits(Tx tx) {
        List<ClaimedJob> all = new ArrayList<>();
        List<ClaimedJob> more;
        boolean kept;
        do {
            List<Row> rows = rows(tx, TakeStatements.TAKE_WITHIN_LIMITS, limit - all.size());
            more = jobs(tx, rows);
            kept = rows.getFirst().kept();
            all.addAll(more);
        } while (!more.isEmpty() && all.size() < limit);
        floor.left(kept && all.size() < limit);
        return all;
    }

    private List<Row> rows(Tx tx, SetStatement statement, int most) {
        List<Row> rows = fetch(tx, statement, most + SPARE_CANDIDATES, most);
        if (tookNothing(rows) && rows.getFirst().candidates() == most + SPARE_CANDIDATES) {
            // Others had locked them all, and there may be more behind them.
            return fetch(tx, statement, most + MANY_SPARE_CANDIDATES, most);
        }
        return rows;
    }

    private List<ClaimedJob> jobs(Tx tx, List<Row> rows) {
        List<ClaimedJob> jobs = new ArrayList<>();
        Map<RunId, byte[]> events = new HashMap<>();
        for (Row row : rows) {
            ClaimedJob job = row.job();
            if (job != null) {
                job.event().ifPresent(event -> events.put(job.run(), event));
            }
        }
        for (Row row : rows) {
            ClaimedJob job = row.job();
            if (job != null) {
                floor.claimed(row.labelSet(), row.rank());
                byte[] event = events.get(job.run());
                jobs.add(row.begun() && event != null ? job.begun(event) : job);
                tx.hint(Topic.RUN, job.run().value());
            }
        }
        return jobs;
    }

    private List<Row> fetch(Tx tx, SetStatement statement, int candidates, int most) {
        return statement.rows(tx, JobTake::row, values(candidates, most, null));
    }

    /// @param ending claims that count as room where they have ended; null: none is asked for
    private @Nullable Object[] values(int candidates, int most, long @Nullable [] ending) {
        Object[] room = ending == null ? new Object[] {most} : new Object[] {most, ending};
        return SetStatement.values(
                labelSets.stream().mapToInt(Integer::intValue).toArray(),
                priorities(),
                labelSets.stream().mapToLong(set -> floor.of(set).vtime()).toArray(),
                runner.value(),
                instance,
                candidates,
                candidates,
                room,
                runner.value(),
                runner.value());
    }

    /// Ends jobs, and takes others for the free slots and for those of what ended.
    JobExchange exchange(Tx tx, List<JobEnding> jobs) {
        floor.sweepWhenDue();
        List<JobEnding> ending = JobEndings.succeeded(jobs);
        int most = limit + ending.size();
        int candidates = most + SPARE_CANDIDATES;
        List<JobEndings.Row> ended = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        TakeStatements.EXCHANGE.run(
                tx,
                (part, row) -> {
                    switch (part) {
                        case 0 -> {}
                        case 1 -> ended.add(JobEndings.Row.of(row));
                        default -> rows.add(row(row));
                    }
                },
                SetStatement.values(
                        JobEndings.values(ending),
                        values(
                                candidates,
                                limit,
                                ending.stream().mapToLong(job -> job.claim().value()).toArray())));
        List<ClaimedJob> taken = jobs(tx, rows);
        Row first = rows.getFirst();
        boolean left = taken.size() < Math.min(limit + ended.size(), first.candidates());
        return new JobExchange(JobEndings.tell(tx, ended), taken, first.limited() || left);
    }

    private short[] priorities() {
        short[] priorities = new short[labelSets.size()];
        for (int set = 0; set < priorities.length; set++) {
            priorities[set] = floor.of(labelSets.get(set)).priority();
        }
        return priorities;
    }

    private static boolean tookNothing(List<Row> rows) {
        return rows.getFirst().job() == null;
    }

    private static Row row(ResultSet row) throws SQLException {
        int candidates = row.getInt("candidates");
        boolean limited = row.getBoolean("limited");
        boolean kept = row.getBoolean("kept");
        if (row.getObject("claim_id") == null) {
            return new Row(candidates, limited, kept, null, false, 0, ClaimFloor.BOTTOM);
        }
        return new Row(
                candidates,
                limited,
                kept,
                claimedJob(row),
                row.getBoolean("begun"),
                row.getInt("label_set_id"),
                new ClaimFloor.Rank(row.getShort("priority"), row.getLong("vtime")));
    }

    private static Optional<ClaimedJob.Deployment> deployment(ResultSet row) throws SQLException {
        long environment = row.getLong("environment_id");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(
                        new ClaimedJob.Deployment(
                                new EnvironmentId(environment), row.getLong("fence_token")));
    }

    private static ClaimedJob claimedJob(ResultSet row) throws SQLException {
        return new ClaimedJob(
                new ClaimId(row.getLong("claim_id")),
                new JobId(row.getLong("job_id")),
                new RunId(row.getLong("run_id")),
                new RepositoryId(row.getLong("repository_id")),
                row.getString("key"),
                new ClaimedJob.Definition(
                        row.getString("template"),
                        row.getString("own"),
                        row.getString("of_run"),
                        row.getString("of_job")),
                Optional.ofNullable(row.getBytes("event")),
                new ClaimedJob.Terms(
                        row.getObject("claimed_at", OffsetDateTime.class),
                        row.getObject("log_day", LocalDate.class),
                        row.getLong("log_limit_bytes"),
                        Optional.ofNullable(row.getString("lost_by")),
                        deployment(row),
                        row.getString("test_reports")),
                new ClaimedJob.RunTitle(
                        row.getString("pipeline"), row.getLong("number"), row.getInt("attempt")),
                new ClaimedJob.Source(
                        row.getString("repository"),
                        row.getString("url"),
                        row.getString("ref"),
                        row.getString("commit_sha")));
    }
}
