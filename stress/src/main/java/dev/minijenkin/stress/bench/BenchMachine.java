package dev.minijenkin.stress.bench;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.scenario.StressException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// On what something is measured: processors, PostgreSQL with the settings that decide what a
/// commit costs, and how busy others keep the machine meanwhile.
///
/// @param postmaster process id of PostgreSQL's first process; 0: on another machine, or not known
/// @param begin `System.nanoTime()` when it began
/// @param busyMillis processor time of everybody at the begin; negative: unknown
/// @param ownMillis of that the part of this process, of those that it started, and of PostgreSQL
public record BenchMachine(long postmaster, long begin, double busyMillis, double ownMillis) {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /// Looks, and tells it as the head of the report.
    static BenchMachine look(DatabaseConfiguration configuration, Report report) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        try (Connection connection = configuration.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select current_setting('server_version'), current_setting('server_version_num')::int,
                                    current_setting('fsync'), current_setting('synchronous_commit'),
                                    pg_backend_pid(), current_database()
                                """)) {
            row.next();
            report.line(
                    "PostgreSQL %s, fsync %s, synchronous_commit %s; %d processors, load average %.2f"
                            .formatted(
                                    row.getString(1),
                                    row.getString(3),
                                    row.getString(4),
                                    CORES,
                                    load));
            report.control("cores", CORES);
            report.control("load_average", load);
            report.control("postgres_version_num", row.getInt(2));
            report.control("fsync_on", row.getString(3).equals("on") ? 1 : 0);
            report.control("synchronous_commit_on", row.getString(4).equals("off") ? 0 : 1);
            long postmaster = ProcessorTime.postmasterOf(row.getLong(5), row.getString(6));
            return new BenchMachine(
                    postmaster, System.nanoTime(), ProcessorTime.ofMachine(), own(postmaster));
        } catch (SQLException e) {
            throw new StressException("PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    /// Tells how many processors others kept busy since [#look].
    void tellOthers(Report report) {
        double busy = ProcessorTime.ofMachine();
        if (busy < 0 || busyMillis < 0) {
            return;
        }
        double others = busy - busyMillis - (own(postmaster) - ownMillis);
        double share = Math.max(0, others) / ((System.nanoTime() - begin) / 1e6) / CORES;
        report.line(
                "meanwhile others kept %.2f of %d processors busy (%.0f %%)"
                        .formatted(share * CORES, CORES, share * 100));
        report.control("others_busy_percent", share * 100);
    }

    /// Processor time of PostgreSQL so far; not a number: unknown.
    public double postgresMillis() {
        return postmaster == 0 ? Double.NaN : ProcessorTime.ofTrees(List.of(postmaster));
    }

    private static double own(long postmaster) {
        return ProcessorTime.ofTrees(List.of(ProcessHandle.current().pid(), postmaster));
    }
}
