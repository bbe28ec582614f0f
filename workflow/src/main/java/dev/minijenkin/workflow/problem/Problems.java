package dev.minijenkin.workflow.problem;

import dev.minijenkin.workflow.problem.Problem.Level;
import dev.minijenkin.workflow.yaml.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects what is found while one file is read. Used by one thread.
public final class Problems {
    private static final int MAX_ERRORS = 10;
    private static final int MAX_WARNINGS = 50;
    private static final int MANY = 500;

    private final String path;
    private final Set<Problem> found = new HashSet<>();
    private final Set<Problem> refusals = new HashSet<>();
    private final RepeatedWarnings repeated = new RepeatedWarnings();

    public Problems(String path) {
        this.path = path;
    }

    public void error(SourcePosition place, String message) {
        found.add(new Problem(Level.ERROR, path, place.line(), place.column(), message));
    }

    public void warning(SourcePosition place, String message) {
        found.add(new Problem(Level.WARNING, path, place.line(), place.column(), message));
    }

    /// A warning that is mended at one place for all, or not at all: said once for all its places.
    public void warningOfAll(SourcePosition place, String message) {
        repeated.add(message);
        warning(place, message);
    }

    /// What is not carried out, and without which a run would do other work: the file is valid, and
    /// a run of it is refused.
    public void refusal(SourcePosition place, String message) {
        warningOfAll(place, message + ", so runs are refused");
        refusals.add(new Problem(Level.ERROR, path, place.line(), place.column(), message));
    }

    /// Whether there are so many already that looking for mere habits is not worth while.
    public boolean areMany() {
        return found.size() >= MANY;
    }

    public List<Problem> refusals() {
        return sorted(refusals);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.level() == Level.ERROR);
    }

    /// In the order of the file; of very many only the first.
    public List<Problem> all() {
        List<Problem> sorted = repeated.saidOnce(sorted(found));
        List<Problem> kept = new ArrayList<>();
        long errors = 0;
        long warnings = 0;
        for (Problem problem : sorted) {
            if (problem.level() == Level.ERROR
                    ? ++errors <= MAX_ERRORS
                    : ++warnings <= MAX_WARNINGS) {
                kept.add(problem);
            }
        }
        Problem last = sorted.isEmpty() ? null : sorted.getLast();
        if (last != null && errors > MAX_ERRORS) {
            kept.add(
                    new Problem(
                            Level.ERROR,
                            path,
                            last.line(),
                            last.column(),
                            "There are %d more errors".formatted(errors - MAX_ERRORS)));
        }
        if (last != null && warnings > MAX_WARNINGS) {
            kept.add(
                    new Problem(
                            Level.WARNING,
                            path,
                            last.line(),
                            last.column(),
                            "There are %d more warnings".formatted(warnings - MAX_WARNINGS)));
        }
        return kept;
    }

    private static List<Problem> sorted(Set<Problem> problems) {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(
                Comparator.comparingInt(Problem::line)
                        .thenComparingInt(Problem::column)
                        .thenComparing(Problem::message));
        return sorted;
    }
}
