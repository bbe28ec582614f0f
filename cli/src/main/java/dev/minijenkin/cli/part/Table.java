package dev.minijenkin.cli.part;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Columns of text, as wide as their widest cell; the last one is not padded.
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        rows.add(List.of(titles));
    }

    /// A cell is one line, whatever is in it.
    public void row(String... cells) {
        rows.add(Arrays.stream(cells).map(Table::line).toList());
    }

    public void print(PrintWriter out) {
        int last = rows.getFirst().size() - 1;
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < last; column++) {
                String cell = row.get(column);
                line.append(cell).repeat(' ', width(column) - cell.length()).append(GAP);
            }
            out.println(line.append(row.get(last)).toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String line(String cell) {
        StringBuilder line = new StringBuilder(cell.length());
        cell.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return line.toString();
    }
}
