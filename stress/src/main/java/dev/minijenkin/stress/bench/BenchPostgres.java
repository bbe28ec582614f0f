package dev.minijenkin.stress.bench;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.LocalPostgres;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.util.Optional;

/// An empty database for one run of a scenario: of a PostgreSQL of its own with the settings of a
/// local instance, where what is committed is on the disk, or on a server that a person names, and
/// removed from there afterwards.
///
/// It tells on what is measured and what the machine does without the product, and at the end how
/// busy others kept the machine.
public final class BenchPostgres implements AutoCloseable {
    /// Of each scenario that has a database.
    public static final ScenarioOption.Address DATABASE =
            new ScenarioOption.Address(
                    "database",
                    "a server to run on, in a database of its own that is removed afterwards:"
                            + " postgresql://user:password@host:5432/postgres (default: a PostgreSQL of"
                            + " its own)");

    static final int USUAL_CONNECTIONS = 100;

    private final DatabaseConfiguration configuration;
    private final AutoCloseable database;
    private final BenchMachine machine;
    private final Report report;

    /// Its processor time is not known any more.
    private volatile boolean crashed;

    private BenchPostgres(
            DatabaseConfiguration configuration,
            AutoCloseable database,
            BenchMachine machine,
            Report report) {
        this.configuration = configuration;
        this.database = database;
        this.machine = machine;
        this.report = report;
    }

    /// Starts it, or makes the database on the given server; tells and measures what the figures of
    /// this run are compared by.
    public static BenchPostgres open(ScenarioRun run, Report report)
            throws IOException, InterruptedException {
        return open(run, report, USUAL_CONNECTIONS);
    }

    /// The same.
    ///
    /// @param connections that its own has room for; a given server is as it is
    public static BenchPostgres open(ScenarioRun run, Report report, int connections)
            throws IOException, InterruptedException {
        Optional<String> server = run.address(DATABASE);
        if (server.isPresent()) {
            GivenDatabase given = GivenDatabase.create(server.get());
            return begin(given.configuration(), given, run, report);
        }
        LocalPostgres own =
                LocalPostgres.start(Home.at(run.folder().resolve("instance")), 0, connections);
        return begin(own.configuration("mini-jenkin stress"), own, run, report);
    }

    private static BenchPostgres begin(
            DatabaseConfiguration configuration,
            AutoCloseable database,
            ScenarioRun run,
            Report report)
            throws IOException, InterruptedException {
        boolean begun = false;
        try {
            BenchMachine machine = BenchMachine.look(configuration, report);
            Control.inserts(configuration, report);
            Control.bash(run.folder(), report);
            begun = true;
            return new BenchPostgres(configuration, database, machine, report);
        } finally {
            if (!begun) {
                close(database);
            }
        }
    }

    public DatabaseConfiguration configuration() {
        return configuration;
    }

    /// Lets a PostgreSQL of its own crash, whereupon it is started again.
    ///
    /// @return whether it did: not where it is somebody else's
    boolean crash() throws IOException, InterruptedException {
        if (!(database instanceof LocalPostgres own)) {
            return false;
        }
        crashed = true;
        return own.crash();
    }

    public BenchMachine machine() {
        return machine;
    }

    @Override
    public void close() {
        try {
            if (!crashed) {
                machine.tellOthers(report);
            }
        } finally {
            close(database);
        }
    }

    private static void close(AutoCloseable database) {
        try {
            database.close();
        } catch (Exception e) {
            throw new StressException("The database could not be left as it was found", e);
        }
    }
}
