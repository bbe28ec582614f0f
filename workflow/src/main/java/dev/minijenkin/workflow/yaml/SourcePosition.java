package dev.minijenkin.workflow.yaml;

/// A place in a file, counted from 1.
public record SourcePosition(int line, int column) implements Comparable<SourcePosition> {
    public static final SourcePosition START = new SourcePosition(1, 1);

    @Override
    public int compareTo(SourcePosition other) {
        return line != other.line
                ? Integer.compare(line, other.line)
                : Integer.compare(column, other.column);
    }
}
