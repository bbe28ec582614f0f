package dev.minijenkin.stress.bench;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.stress.scenario.StressException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Asks PostgreSQL past the product's own statements, over one connection: to log in costs more
/// than most of what is asked. Where PostgreSQL is started again meanwhile, what only reads is
/// asked again. Thread-safe.
public final class DirectSql implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final DatabaseConfiguration configuration;
    // Guarded by this.
    private Connection connection;

    /// What is done with an answer.
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    public DirectSql(DatabaseConfiguration configuration) {
        this.configuration = configuration;
        try {
            this.connection = configuration.dataSource().getConnection();
        } catch (SQLException e) {
            throw new StressException("PostgreSQL cannot be asked", e);
        }
    }

    /// What a query gives.
    synchronized <T> T read(String sql, Reading<T> reading) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return reading.read(rows);
            } catch (SQLException e) {
                if (isThere() || System.nanoTime() > deadline) {
                    throw new StressException(e.getMessage() + "\n" + sql, e);
                }
                reconnect();
            }
        }
    }

    /// The one row that a query gives, as numbers.
    public double[] numbers(String sql) {
        return read(
                sql,
                row -> {
                    row.next();
                    double[] numbers = new double[row.getMetaData().getColumnCount()];
                    for (int column = 0; column < numbers.length; column++) {
                        numbers[column] = row.getDouble(column + 1);
                    }
                    return numbers;
                });
    }

    /// The one number that a query gives.
    public long count(String sql) {
        return Math.round(numbers(sql)[0]);
    }

    /// The numbers that a query gives by their names: its first column, and its second.
    Map<String, Long> byName(String sql) {
        return read(
                sql,
                row -> {
                    Map<String, Long> numbers = new HashMap<>();
                    while (row.next()) {
                        numbers.put(row.getString(1), row.getLong(2));
                    }
                    return numbers;
                });
    }

    /// @param values of its `?`
    synchronized void execute(String sql, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int value = 0; value < values.length; value++) {
                statement.setObject(value + 1, values[value]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new StressException(e.getMessage() + "\n" + sql, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StressException("A connection could not be closed", e);
        }
    }

    private synchronized boolean isThere() {
        try {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    private synchronized void reconnect() {
        try {
            connection.close();
            Thread.sleep(BETWEEN);
            connection = configuration.dataSource().getConnection();
        } catch (SQLException _) {
            // It is not back yet.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StressException("Interrupted", e);
        }
    }
}
