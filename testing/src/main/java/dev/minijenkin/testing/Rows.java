package dev.minijenkin.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/// What stands in a database, past the product's own statements. A row is the text of its columns,
/// joined by `|`; values are bound to the `?` of a query. Thread-safe.
public final class Rows implements AutoCloseable {
    /// How long a test waits for what must come: only one that fails waits so long.
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(10);

    private final DataSource source;
    // Guarded by this. Kept, because a test that waits asks a hundred times a second.
    private @Nullable Connection connection;

    public Rows(DataSource source) {
        this.source = source;
    }

    public synchronized List<String> texts(String sql, Object... values) {
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(String.valueOf(rows.getString(i)));
                    }
                    texts.add(String.join("|", row));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// The first row.
    public String text(String sql, Object... values) {
        return texts(sql, values).getFirst();
    }

    public int count(String fromAndWhere) {
        return Integer.parseInt(text("select count(*) from " + fromAndWhere));
    }

    public synchronized void execute(String sql) {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// The first row, once there is one.
    public String awaitText(String sql, Object... values) {
        return awaitTexts(sql, values).getFirst();
    }

    /// The rows, once there are any.
    public List<String> awaitTexts(String sql, Object... values) {
        return await(sql).until(() -> texts(sql, values), texts -> !texts.isEmpty());
    }

    public void awaitCount(int count, String fromAndWhere) {
        await(count + " rows of " + fromAndWhere).until(() -> count(fromAndWhere) == count);
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(POLL);
    }

    /// Another one where the last has died with its server.
    private Connection connection() throws SQLException {
        Connection kept = connection;
        if (kept == null || !kept.isValid(1)) {
            kept = source.getConnection();
            connection = kept;
        }
        return kept;
    }
}
