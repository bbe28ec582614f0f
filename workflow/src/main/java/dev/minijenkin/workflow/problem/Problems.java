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

    public void error(LintRule rule, SourcePosition place, String message) {
        found.add(problem(Level.ERROR, rule, place, message));
    }

    public void warning(LintRule rule, SourcePosition place, String message) {
        found.add(problem(Level.WARNING, rule, place, message));
    }

    private Problem problem(Level level, LintRule rule, SourcePosition place, String message) {
        return new Problem(level, path, place.line(), place.column(), rule, message);
    }

    /// A warning that is mended at one place for all, or not at all: said once for all its places.
    public void warningOfAll(LintRule rule, SourcePosition place, String message) {
        repeated.add(message);
        warning(rule, place, message);
    }

    /// What is not carried out, and without which a run would do other work: the file is valid, and
    /// a run of it is refused.
    public void refusal(LintRule rule, SourcePosition place, String message) {
        warningOfAll(rule, place, message + ", so runs are refused");
        refusals.add(problem(Level.ERROR, rule, place, message));
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

    /// In the order of the file.
    public List<Problem> all() {
        return repeated.saidOnce(sorted(found));
    }

    /// Of very many problems the first, and how many more there are: what a run keeps.
    public static List<Problem> first(List<Problem> all) {
        List<Problem> kept = new ArrayList<>();
        long errors = 0;
        long warnings = 0;
        for (Problem problem : all) {
            if (problem.level() == Level.ERROR
                    ? ++errors <= MAX_ERRORS
                    : ++warnings <= MAX_WARNINGS) {
                kept.add(problem);
            }
        }
        if (errors > MAX_ERRORS) {
            kept.add(more(Level.ERROR, all.getLast(), errors - MAX_ERRORS, "errors"));
        }
        if (warnings > MAX_WARNINGS) {
            kept.add(more(Level.WARNING, all.getLast(), warnings - MAX_WARNINGS, "warnings"));
        }
        return kept;
    }

    private static Problem more(Level level, Problem last, long count, String what) {
        return new Problem(
                level,
                last.path(),
                last.line(),
                last.column(),
                last.rule(),
                "There are %d more %s".formatted(count, what));
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
