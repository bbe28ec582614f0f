package dev.minijenkin.db.retention;

import java.util.List;

/// A pass over everything that grows old.
public final class RetentionPass {
    private RetentionPass() {}

    /// The kinds of rows, each at its oldest.
    public static List<ExpiredRows> start() {
        return List.of(
                new ExpiredRuns(),
                new ExpiredRunners(),
                ExpiredEntries.deliveries(),
                ExpiredEntries.commands(),
                ExpiredEntries.messages(),
                new ExpiredArtifacts(),
                new ExpiredFigures());
    }
}
