package dev.minijenkin.cli;

import dev.minijenkin.db.DatabaseConfiguration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/// What the database says, past the product's own statements.
record Rows(DatabaseConfiguration configuration) {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /// The first column of each row, as text.
    List<String> column(String sql, Object... values) {
        try (Connection connection = configuration.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(String.valueOf(rows.getString(1)));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    void execute(String sql) {
        column("with done as (" + sql + " returning 1) select * from done");
    }

    /// Waits for the query to have a first row; its first column.
    String await(String sql, Object... values) {
        return Awaitility.await(sql)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> column(sql, values), rows -> !rows.isEmpty())
                .getFirst();
    }
}
