package dev.minijenkin.stress.bench;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.scenario.ScenarioRun;
import java.io.IOException;
import java.util.Map;

/// A migrated database for one run of a scenario ([BenchPostgres]). Round trips of this process to
/// it are counted.
public final class BenchDatabase implements AutoCloseable {
    private final BenchPostgres postgres;
    private final DatabaseConfiguration configuration;
    private final Database database;

    /// Not counted.
    private final DirectSql direct;

    private BenchDatabase(BenchPostgres postgres) {
        this.postgres = postgres;
        DatabaseConfiguration plain = postgres.configuration();
        this.configuration =
                DatabaseConfiguration.of(
                        RoundTrips.counted(plain.url()),
                        plain.user(),
                        plain.password(),
                        plain.applicationName());
        new Migrations(plain).migrate();
        this.database = Database.open(configuration, HintSink.NONE);
        // Hooks of repositories are sealed; nobody opens them here.
        database.runInTransaction(
                tx -> EncryptionKeys.take(tx, KeyPair.generate(KeyPurpose.SERVER).publicHalf()));
        this.direct = new DirectSql(plain);
    }

    /// Starts it, and tells what the figures of this run are compared by.
    public static BenchDatabase start(ScenarioRun run, Report report)
            throws IOException, InterruptedException {
        return start(run, report, BenchPostgres.USUAL_CONNECTIONS);
    }

    /// The same with room for so many connections.
    public static BenchDatabase start(ScenarioRun run, Report report, int connections)
            throws IOException, InterruptedException {
        BenchPostgres postgres = BenchPostgres.open(run, report, connections);
        boolean started = false;
        try {
            BenchDatabase bench = new BenchDatabase(postgres);
            started = true;
            return bench;
        } finally {
            if (!started) {
                postgres.close();
            }
        }
    }

    public DatabaseConfiguration configuration() {
        return configuration;
    }

    /// The same database for a process of its own, whose round trips nobody counts.
    public DatabaseConfiguration plainConfiguration() {
        return postgres.configuration();
    }

    public Database database() {
        return database;
    }

    /// Ends every process of PostgreSQL at once (SIGQUIT), whereupon it is started again; where it
    /// is somebody else's, every session but one.
    ///
    /// @return whether anything was done
    public boolean restart() throws IOException, InterruptedException {
        return postgres.crash()
                || direct.count(
                                """
                                select count(pg_terminate_backend(pid)) from pg_stat_activity
                                where datname = current_database() and pid <> pg_backend_pid()
                                """)
                        > 0;
    }

    /// What everything cost so far.
    public Costs costs() {
        double[] server =
                numbers(
                        """
                        select (select xact_commit from pg_stat_database
                                where datname = current_database()),
                            pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')
                        """);
        return new Costs(
                RoundTrips.sum(),
                server[0],
                server[1],
                ProcessorTime.ofThis(),
                postgres.machine().postgresMillis());
    }

    /// Processor time of PostgreSQL so far; not a number: unknown.
    public double postgresMillis() {
        return postgres.machine().postgresMillis();
    }

    /// The one row that a query gives, as numbers.
    public double[] numbers(String sql) {
        return direct.numbers(sql);
    }

    /// The one number that a query gives.
    public long count(String sql) {
        return direct.count(sql);
    }

    /// The numbers that a query gives by their names: its first column, and its second.
    public Map<String, Long> byName(String sql) {
        return direct.byName(sql);
    }

    /// What a query gives.
    public <T> T read(String sql, DirectSql.Reading<T> reading) {
        return direct.read(sql, reading);
    }

    /// Past the product's own statements.
    ///
    /// @param values of its `?`
    public void execute(String sql, Object... values) {
        direct.execute(sql, values);
    }

    @Override
    public void close() {
        try (postgres;
                database) {
            direct.close();
        }
    }
}
