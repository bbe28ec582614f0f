package dev.minijenkin.stress;

import dev.minijenkin.db.DatabaseConfiguration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/// Asks PostgreSQL past the product's own statements, over one connection: to log in costs more
/// than most of what is asked. Used by one thread.
final class DirectSql implements AutoCloseable {
    private final Connection connection;

    DirectSql(DatabaseConfiguration configuration) {
        try {
            this.connection = configuration.dataSource().getConnection();
        } catch (SQLException e) {
            throw new StressException("PostgreSQL cannot be asked", e);
        }
    }

    /// The one row that a query gives, as numbers.
    double[] numbers(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            double[] numbers = new double[row.getMetaData().getColumnCount()];
            for (int column = 0; column < numbers.length; column++) {
                numbers[column] = row.getDouble(column + 1);
            }
            return numbers;
        } catch (SQLException e) {
            throw new StressException(e.getMessage() + "\n" + sql, e);
        }
    }

    /// The one number that a query gives.
    long count(String sql) {
        return Math.round(numbers(sql)[0]);
    }

    /// The numbers that a query gives by their names: its first column, and its second.
    Map<String, Long> byName(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            Map<String, Long> numbers = new HashMap<>();
            while (row.next()) {
                numbers.put(row.getString(1), row.getLong(2));
            }
            return numbers;
        } catch (SQLException e) {
            throw new StressException(e.getMessage() + "\n" + sql, e);
        }
    }

    /// @param values of its `?`
    void execute(String sql, Object... values) {
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
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StressException("A connection could not be closed", e);
        }
    }
}
