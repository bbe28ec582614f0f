package dev.minijenkin.db.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A month of a team that ships a web shop, in bulk and the same each time but for its times, which
/// end now. What runs leave behind is copied from the first run of each pipeline, which the engine
/// itself planned: definitions, needs and labels are those of the workflow files.
///
/// Of throw-away databases alone: ids are chosen, and triggers and references are passed by.
public final class SampleHistory {
    private SampleHistory() {}

    /// Leaves room below the ids and the numbers of what runs from now on.
    ///
    /// @param pipelines how they are called, as `repository/pipeline`
    public static void reserve(Tx tx, List<String> pipelines) {
        tx.sql()
                .execute(
                        """
                        insert into pipelines (repository_id, path, name)
                        select o.id, '.mini-jenkin/workflows/' || split_part(p, '/', 2) || '.yml', split_part(p, '/', 2)
                        from unnest(?::text[]) p join repositories o on o.name = split_part(p, '/', 1)
                        on conflict (repository_id, path) do nothing
                        """,
                        (Object) pipelines.toArray(String[]::new));
        execute(tx, "reserve.sql");
    }

    /// How many pipelines have a run that the engine planned, from which those of the past can be
    /// copied.
    public static int planned(Tx tx) {
        return tx.sql()
                .fetchSingle(
                        """
                        select count(distinct r.pipeline_id)::integer from pipeline_runs r
                        where exists (select from jobs j where j.run_id = r.id)
                        """)
                .get(0, Integer.class);
    }

    /// The month, and what stands about the present.
    public static void fill(Tx tx, List<SampleLog> logs) {
        // References are right by construction, and no past job is news to anybody.
        tx.sql().execute("set local session_replication_role = replica");
        tx.sql()
                .execute(
                        """
                        create temporary table sample_logs (repository text, job text, failed boolean, step integer,
                            first_line bigint, line_count integer, raw_bytes integer, body bytea) on commit drop
                        """);
        for (SampleLog log : logs) {
            tx.sql()
                    .execute(
                            "insert into sample_logs values (?, ?, ?, ?, ?, ?, ?, ?)",
                            log.repository(),
                            log.job(),
                            log.failed(),
                            log.step(),
                            log.firstLine(),
                            log.lines().size(),
                            log.rawBytes(),
                            log.body());
        }
        execute(tx, "month.sql");
        execute(tx, "around.sql");
        tx.sql().execute("set local session_replication_role = origin");
        execute(tx, "present.sql");
    }

    private static void execute(Tx tx, String script) {
        // A blank line ends a statement, which makes faults point to one of them.
        for (String statement : read(script).split(";\n\n", -1)) {
            tx.sql().execute(statement);
        }
    }

    private static String read(String script) {
        try (InputStream in = SampleHistory.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new DatabaseException("The program lacks " + script);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new DatabaseException("The script " + script + " cannot be read", e);
        }
    }
}
