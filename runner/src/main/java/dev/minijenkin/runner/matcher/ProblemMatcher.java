package dev.minijenkin.runner.matcher;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the problems of one tool, whose messages may go over several lines.
///
/// It keeps how far each of its patterns but the last has come. Not thread-safe.
final class ProblemMatcher {
    /// A pattern that is too slow so often is given up.
    private static final int MOST_TIMEOUTS = 3;

    private final String owner;
    private final String severity;
    private final String folderOf;
    private final List<LinePattern> patterns;
    private final @Nullable Problem[] reached;
    private int timeouts;

    /// @param owner by which it is removed
    /// @param severity of problems that name none; may be empty
    /// @param folderOf `fromPath` of problems that name none; may be empty
    ProblemMatcher(String owner, String severity, String folderOf, List<LinePattern> patterns) {
        this.owner = owner;
        this.severity = severity;
        this.folderOf = folderOf;
        this.patterns = List.copyOf(patterns);
        this.reached = new Problem[patterns.size() - 1];
    }

    String owner() {
        return owner;
    }

    /// Takes the next line.
    ///
    /// @return the problem that it completes; empty where it completes none
    /// @throws SlowPatternException if that takes too long
    Optional<Problem> next(CharSequence line) {
        int last = patterns.size() - 1;
        // From the last one, so that what a line reaches does not go on with the same line.
        for (int at = last; at >= 0; at--) {
            Problem before = at == 0 ? Problem.NOTHING : reached[at - 1];
            if (before == null) {
                continue;
            }
            Optional<Problem> read = patterns.get(at).read(line);
            if (at < last) {
                reached[at] = read.map(before::and).orElse(null);
            } else if (read.isPresent()) {
                reset();
                if (patterns.get(at).loop()) {
                    reached[at - 1] = before;
                }
                return Optional.of(before.and(read.get()).or(severity, folderOf));
            } else if (at > 0) {
                reached[at - 1] = null;
            }
        }
        return Optional.empty();
    }

    /// Begins again.
    void reset() {
        Arrays.fill(reached, null);
    }

    /// It took too long with a line; whether it has done so too often.
    boolean wasSlow() {
        timeouts++;
        return timeouts >= MOST_TIMEOUTS;
    }
}
