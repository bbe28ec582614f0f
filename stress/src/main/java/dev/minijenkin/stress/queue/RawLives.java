package dev.minijenkin.stress.queue;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.stress.sample.EmptyExecutor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The whole life of jobs as one would write it by hand over plain JDBC: what the product's way of
/// a job is compared to. The rows that it leaves behind are the same. What it does not have is what
/// makes them right whatever happens: it asks neither whether its runner still lives, nor whether
/// claims are still live, nor for definitions, limits, groups, listeners or jobs that wait for
/// others, and it locks no run.
///
/// Some jobs end and others are claimed by two statements that go to the server at once: one round
/// trip and one commit.
///
/// @param together jobs a statement
/// @param lines of log a job
/// @param runner for whose rows it writes
record RawLives(int together, int lines, long runner) {
    private static final String CLAIM =
            """
            with picked as materialized (
                select ctid as place from queue
                where label_set_id = ? order by priority, vtime, job_id
                limit ?
                for update skip locked),
            taken as (
                delete from queue where ctid = any(array(select place from picked))
                returning job_id, priority, vtime),
            claimed as (
                insert into claims (job_id, runner_id, instance, priority, vtime, acknowledged_at)
                select t.job_id, r.id, r.instance, t.priority, t.vtime, now()
                from taken t, runners r where r.id = ?
                returning id, job_id, log_day),
            begun as (
                update jobs
                set state = 'running', claimed_by = ?, claimed_at = now(), started_at = now(), claims_left = claims_left - 1
                where id = any(array(select job_id from claimed))
                returning id, run_id),
            entered as (
                update pipeline_runs set state = 'running', started_at = now()
                where id = any(array(select run_id from begun)) and state = 'queued')
            select c.id, c.job_id, c.log_day, b.run_id from claimed c join begun b on b.id = c.job_id
            """;

    private static final String END =
            """
            with given as materialized (
                select * from unnest(?::bigint[], ?::bigint[], ?::text[]::date[], ?::bytea[]) g(claim, job, day, body)),
            released as (
                update claims set released_at = now(), outcome = 'finished' where id = any(?)),
            logged as (
                insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues, raw_bytes,
                    first_at, codec, body)
                select day, job, claim, 0, 1, 1, ?, false, ?, now(), 1, body from given),
            stepped as (
                insert into steps (claim_id, number, job_id, name, state, outcome, conclusion, exit_code, first_line,
                    started_at, finished_at)
                select claim, 1, job, 'Run true', 'finished', 'success', 'success', 0, 1, now(), now() from given),
            ended as (
                update jobs
                set state = 'finished', conclusion = 'success', log_lines = ?, log_bytes = ?, finished_at = now()
                where id = any(?))
            update pipeline_runs r set state = 'finished', conclusion = 'success', finished_at = now()
            where r.id = any(?) and not exists (
                select from jobs o where o.run_id = r.id and o.finished_at is null and o.id <> all(?))
            """;

    /// A job that is under way.
    private record Taken(long claim, long job, long run, String day) {}

    /// Claims and ends jobs with these labels until none is left.
    ///
    /// @return how many
    int run(DatabaseConfiguration database, int labelSet) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM);
                PreparedStatement exchange = connection.prepareStatement(END + ";\n" + CLAIM)) {
            int count = 0;
            List<Taken> taken = first(claim, labelSet);
            while (!taken.isEmpty()) {
                count += taken.size();
                taken = next(exchange, labelSet, taken);
            }
            return count;
        }
    }

    private List<Taken> first(PreparedStatement claim, int labelSet) throws SQLException {
        bindClaim(claim, 1, labelSet);
        try (ResultSet rows = claim.executeQuery()) {
            return taken(rows);
        }
    }

    private List<Taken> next(PreparedStatement exchange, int labelSet, List<Taken> ending)
            throws SQLException {
        long[] claims = ending.stream().mapToLong(Taken::claim).toArray();
        long[] jobs = ending.stream().mapToLong(Taken::job).toArray();
        int bytes = EmptyExecutor.bytes(lines);
        exchange.setObject(1, claims);
        exchange.setObject(2, jobs);
        exchange.setObject(3, ending.stream().map(Taken::day).toArray(String[]::new));
        exchange.setObject(4, ending.stream().map(_ -> printed()).toArray(byte[][]::new));
        exchange.setObject(5, claims);
        exchange.setInt(6, lines);
        exchange.setInt(7, bytes);
        exchange.setInt(8, lines);
        exchange.setInt(9, bytes);
        exchange.setObject(10, jobs);
        exchange.setObject(11, ending.stream().mapToLong(Taken::run).toArray());
        exchange.setObject(12, jobs);
        bindClaim(exchange, 13, labelSet);
        exchange.execute();
        exchange.getMoreResults();
        try (ResultSet rows = exchange.getResultSet()) {
            return taken(rows);
        }
    }

    private void bindClaim(PreparedStatement statement, int from, int labelSet)
            throws SQLException {
        statement.setInt(from, labelSet);
        statement.setInt(from + 1, together);
        statement.setLong(from + 2, runner);
        statement.setLong(from + 3, runner);
    }

    private static List<Taken> taken(ResultSet rows) throws SQLException {
        List<Taken> taken = new ArrayList<>();
        while (rows.next()) {
            taken.add(
                    new Taken(
                            rows.getLong(1), rows.getLong(2), rows.getLong(4), rows.getString(3)));
        }
        return taken;
    }

    private byte[] printed() {
        return EmptyExecutor.body(lines, Instant.now());
    }
}
