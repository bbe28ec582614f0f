package dev.minijenkin.stress.bench;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.stress.report.LatencyFigures;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/// What this machine does at this hour without the product: figures of different days are compared
/// by their ratio to these.
public final class Control {
    private static final Duration INSERTS = Duration.ofSeconds(2);
    private static final int SHELLS = 60;
    private static final int NODES = 20;
    private static final int WARM_UP = 5;
    private static final int NOTIFICATIONS = 200;
    private static final int PATIENCE_MILLIS = 10_000;

    private Control() {}

    /// Autocommit inserts a second into a small table, over one connection and over sixteen.
    static void inserts(DatabaseConfiguration configuration, Report report)
            throws InterruptedException {
        DataSource source = configuration.dataSource();
        try {
            execute(
                    source,
                    "create table if not exists stress_control (id bigserial primary key, word text)");
            double one = insertsASecond(source, 1);
            double sixteen = insertsASecond(source, 16);
            execute(source, "drop table stress_control");
            report.control("insert_1_per_second", one);
            report.control("insert_16_per_second", sixteen);
            report.line(
                    "control: %.0f autocommit inserts a second over 1 connection, %.0f over 16"
                            .formatted(one, sixteen));
        } catch (SQLException e) {
            throw new StressException("The control inserts failed", e);
        }
    }

    /// From an insert to a session that listens, which is told by another one after the commit: the
    /// median and the 99th percentile in milliseconds.
    public static void notifications(DatabaseConfiguration configuration, Report report)
            throws InterruptedException {
        DataSource source = configuration.dataSource();
        try (Connection writer = source.getConnection();
                Connection teller = source.getConnection();
                Connection listener = source.getConnection()) {
            execute(listener, "listen stress_control");
            execute(writer, "create table stress_control (word text)");
            PGConnection told = listener.unwrap(PGConnection.class);
            List<Double> millis = new ArrayList<>();
            for (int one = -20; one < NOTIFICATIONS; one++) {
                long start = System.nanoTime();
                execute(writer, "insert into stress_control (word) values ('a word')");
                execute(teller, "notify stress_control");
                if (told.getNotifications(PATIENCE_MILLIS).length == 0) {
                    throw new StressException("A notification did not come");
                }
                if (one >= 0) {
                    millis.add((System.nanoTime() - start) / 1e6);
                }
                Thread.sleep(5);
            }
            execute(writer, "drop table stress_control");
            LatencyFigures figures = LatencyFigures.of(millis);
            report.control("notify_median_ms", figures.median());
            report.control("notify_p99_ms", figures.percentile(99));
            report.line(
                    "control: insert and NOTIFY to a listener, median %.2f ms, p99 %.2f ms"
                            .formatted(figures.median(), figures.percentile(99)));
        } catch (SQLException e) {
            throw new StressException("The control notifications failed", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The median of `bash -e FILE` with a file that does nothing, in milliseconds.
    public static double bash(Path folder, Report report) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("nothing.sh"), "true\n");
        double median = median(SHELLS, "bash", "-e", script.toString());
        report.control("bash_ms", median);
        report.line("control: bash -e FILE %.2f ms".formatted(median));
        return median;
    }

    /// That of `node FILE`; empty where the host has none.
    public static OptionalDouble node(Path folder, Report report)
            throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("nothing.js"), "\n");
        double median;
        try {
            median = median(NODES, "node", script.toString());
        } catch (IOException _) {
            return OptionalDouble.empty();
        }
        report.control("node_ms", median);
        report.line("control: node FILE %.2f ms".formatted(median));
        return OptionalDouble.of(median);
    }

    private static double median(int times, String... command)
            throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int process = -WARM_UP; process < times; process++) {
            long start = System.nanoTime();
            new ProcessBuilder(command).start().waitFor();
            if (process >= 0) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return LatencyFigures.of(millis).median();
    }

    private static double insertsASecond(DataSource source, int connections)
            throws InterruptedException {
        long start = System.nanoTime();
        long end = start + INSERTS.toNanos();
        int sum = Clients.together(connections, client -> insertUntil(source, end));
        return sum / ((System.nanoTime() - start) / 1e9);
    }

    private static int insertUntil(DataSource source, long end) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into stress_control (word) values (?)")) {
            int count = 0;
            while (System.nanoTime() < end) {
                insert.setString(1, "a word of some length");
                insert.executeUpdate();
                count++;
            }
            return count;
        }
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
