package dev.minijenkin.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// A statement of the hot path: a constant text that takes arrays, one element for each job or row,
/// and that the driver prepares once a connection.
///
/// Most statements are jOOQ's, which checks them against the schema when they are compiled, and
/// renders them anew each time: more than half of what a job cost this process. What every job pays
/// for is written as a constant instead. A test carries out the plan of each against the migrated
/// schema, so that a column which is renamed is noticed as early.
public final class SetStatement {
    private final List<String> parts;
    private final String sql;

    /// Reads the columns of the row at which the result stands.
    @FunctionalInterface
    public interface RowReader<R> {
        R read(ResultSet row) throws SQLException;
    }

    /// Reads the row at which the result of a part stands.
    @FunctionalInterface
    public interface PartReader {
        /// Called for each row.
        ///
        /// @param part counts from 0
        void read(int part, ResultSet row) throws SQLException;
    }

    private SetStatement(List<String> parts) {
        this.parts = parts;
        this.sql = String.join(";\n", parts);
    }

    /// A statement of this text.
    ///
    /// @param parts with `?` for its values. Several go to the server at once, one after the other,
    ///   and each sees what was committed before it: in autocommit they are one transaction for one
    ///   round trip. Rows are those of the last.
    public static SetStatement of(String... parts) {
        return new SetStatement(List.of(parts));
    }

    /// Values one after the other, where some come as a group: an `Object[]` stands for its
    /// elements.
    public static @Nullable Object[] values(@Nullable Object... parts) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object part : parts) {
            if (part != null && part.getClass() == Object[].class) {
                values.addAll(Arrays.asList((Object[]) part));
            } else {
                values.add(part);
            }
        }
        return values.toArray();
    }

    /// Carries it out.
    ///
    /// @param values of its `?`: numbers, texts, ids of processes, and arrays (`long[]`, `int[]`,
    ///   `short[]`, `boolean[]`, `Integer[]`, `Long[]`, `String[]`, `byte[][]`)
    /// @throws DataAccessException as jOOQ would
    public <R> List<R> rows(Tx tx, RowReader<R> reader, @Nullable Object... values) {
        List<R> rows = new ArrayList<>();
        run(
                tx,
                (part, row) -> {
                    if (part == parts.size() - 1) {
                        rows.add(reader.read(row));
                    }
                },
                values);
        return rows;
    }

    /// The same with the rows of each part, one part after the other.
    public void run(Tx tx, PartReader reader, @Nullable Object... values) {
        try (PreparedStatement statement = tx.connection().prepareStatement(sql)) {
            bind(tx.connection(), statement, values);
            statement.execute();
            for (int part = 0; part < parts.size(); part++) {
                if (part > 0) {
                    statement.getMoreResults();
                }
                try (ResultSet result = statement.getResultSet()) {
                    // Null where a part gives no rows, but only counts them.
                    while (result != null && result.next()) {
                        reader.read(part, result);
                    }
                }
            }
        } catch (SQLException e) {
            throw new DataAccessException(String.valueOf(e.getMessage()), e);
        }
    }

    /// How PostgreSQL carries it out, whatever its values are: the plan that a connection keeps.
    public String explain(Tx tx) {
        return parts.stream().map(part -> explain(tx, part)).collect(Collectors.joining("\n"));
    }

    private static String explain(Tx tx, String sql) {
        StringBuilder numbered = new StringBuilder("prepare explained as ");
        int count = 0;
        for (int i = 0; i < sql.length(); i++) {
            char letter = sql.charAt(i);
            if (letter == '?') {
                count++;
                numbered.append('$').append(count);
            } else {
                numbered.append(letter);
            }
        }
        String values =
                count == 0 ? "" : "(" + String.join(", ", Collections.nCopies(count, "null")) + ")";
        try (Statement statement = tx.connection().createStatement()) {
            statement.execute(numbered.toString());
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery("explain execute explained" + values)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            statement.execute("deallocate explained");
            return plan.toString();
        } catch (SQLException e) {
            throw new DataAccessException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void bind(
            Connection connection, PreparedStatement statement, @Nullable Object[] values)
            throws SQLException {
        PGConnection arrays = connection.unwrap(PGConnection.class);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            String elements = value == null ? null : elements(value);
            statement.setObject(
                    i + 1, elements == null ? value : arrays.createArrayOf(elements, value));
        }
    }

    /// PostgreSQL's type of the elements; null where it is no array.
    private static @Nullable String elements(Object value) {
        return switch (value) {
            case long[] _, Long[] _ -> "int8";
            case int[] _, Integer[] _ -> "int4";
            case short[] _, Short[] _ -> "int2";
            case boolean[] _ -> "bool";
            case String[] _ -> "text";
            case byte[][] _ -> "bytea";
            default -> null;
        };
    }
}
