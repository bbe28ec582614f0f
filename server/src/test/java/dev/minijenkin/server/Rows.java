package dev.minijenkin.server;

import dev.minijenkin.db.DatabaseConfiguration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// What stands in the database, past the product's own statements.
@NullMarked
public final class Rows implements AutoCloseable {
    private final Connection connection;

    public Rows(DatabaseConfiguration configuration) throws SQLException {
        this.connection = configuration.dataSource().getConnection();
    }

    public int count(String fromAndWhere) {
        return Integer.parseInt(texts("select count(*) from " + fromAndWhere).getFirst());
    }

    /// The columns of each row joined by `|`.
    public List<String> texts(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                texts.add(String.join("|", columns));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
