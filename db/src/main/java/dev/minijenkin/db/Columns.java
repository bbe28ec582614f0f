package dev.minijenkin.db;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Rows as the columns that a [SetStatement] takes: an array each, in the order of the rows.
public record Columns<T>(List<T> rows) {
    public long[] longs(ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    public @Nullable Long[] longsOrNull(Function<T, @Nullable Long> column) {
        @Nullable Long[] values = new Long[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.apply(rows.get(row));
        }
        return values;
    }

    public int[] ints(ToIntFunction<T> column) {
        return rows.stream().mapToInt(column).toArray();
    }

    public @Nullable Integer[] intsOrNull(Function<T, @Nullable Integer> column) {
        @Nullable Integer[] values = new Integer[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.apply(rows.get(row));
        }
        return values;
    }

    public boolean[] flags(Predicate<T> column) {
        boolean[] values = new boolean[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.test(rows.get(row));
        }
        return values;
    }

    public @Nullable String[] texts(Function<T, @Nullable String> column) {
        @Nullable String[] values = new String[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.apply(rows.get(row));
        }
        return values;
    }

    public byte[][] bytes(Function<T, byte[]> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }
}
