package dev.minijenkin.console;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What a test does to a database behind the console's back.
record PlainSql(DatabaseConfiguration where) {
    static PlainSql on(TestDatabase database) {
        return new PlainSql(database.configuration());
    }

    /// In another database of the same PostgreSQL.
    PlainSql elsewhere() {
        return new PlainSql(
                DatabaseConfiguration.of(
                        where.url().replaceAll("/[a-z_0-9]+(\\?|$)", "/postgres$1"),
                        where.user(),
                        where.password(),
                        "test"));
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = where.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first column.
    List<String> rows(String sql) throws SQLException {
        try (Connection connection = where.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }
}
