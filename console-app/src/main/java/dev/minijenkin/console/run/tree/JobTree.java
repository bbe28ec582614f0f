package dev.minijenkin.console.run.tree;

import dev.minijenkin.db.view.run.JobView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Lays the jobs of a run out as rows: legs of a matrix and jobs of a called workflow under one row
/// each, steps under their job.
public final class JobTree {
    private static final String CALLS = " / ";

    private final Predicate<JobRow> open;
    private final List<JobRow> rows = new ArrayList<>();

    private JobTree(Predicate<JobRow> open) {
        this.open = open;
    }

    /// The rows of jobs, which come in the order of the file.
    ///
    /// @param open of which groups and jobs the inside is shown; asked with a closed row
    public static List<JobRow> rows(List<JobView> jobs, Predicate<JobRow> open) {
        JobTree tree = new JobTree(open);
        tree.add(jobs.stream().map(job -> new Named(job, job.name())).toList(), "", 0);
        return tree.rows;
    }

    /// A job with what is left of its name inside the groups above it.
    private record Named(JobView job, String title) {
        /// The caller, where a called workflow has this job. Ids of jobs hold letters, digits, `-`
        /// and `_` only, so that a key with anything else tells of a caller; a mere name with ` / `
        /// does not.
        String caller() {
            boolean called = job.key().chars().anyMatch(Named::separates);
            int end = title.indexOf(CALLS);
            return called && end > 0 ? title.substring(0, end) : "";
        }

        Named inside() {
            return new Named(job, title.substring(title.indexOf(CALLS) + CALLS.length()));
        }

        private static boolean separates(int letter) {
            return !(Character.isLetterOrDigit(letter) || letter == '-' || letter == '_');
        }
    }

    private void add(List<Named> jobs, String path, int depth) {
        Map<String, List<Named>> units = new LinkedHashMap<>();
        Set<String> callers = jobs.stream().map(Named::caller).collect(Collectors.toSet());
        for (Named named : jobs) {
            String caller = named.caller();
            if (caller.isEmpty() && callers.contains(named.title())) {
                // The jobs that it called stand for it.
                continue;
            }
            String unit = caller.isEmpty() ? "key " + named.job().key() : "call " + caller;
            units.computeIfAbsent(unit, any -> new ArrayList<>()).add(named);
        }
        units.forEach((unit, members) -> {
            Named first = members.getFirst();
            String id = path + "\n" + unit;
            if (!first.caller().isEmpty()) {
                addGroup(GroupKind.CALL, id, first.caller(), members, depth);
            } else if (members.size() > 1) {
                addGroup(GroupKind.MATRIX, id, matrix(members), members, depth);
            } else {
                addJob(first.job(), first.title(), depth);
            }
        });
    }

    private void addGroup(GroupKind kind, String id, String title, List<Named> members, int depth) {
        List<JobView> jobs = members.stream().map(Named::job).toList();
        JobRow.OfGroup closed = new JobRow.OfGroup(kind, id, title, jobs, false, depth);
        boolean opened = open.test(closed);
        rows.add(new JobRow.OfGroup(kind, id, title, jobs, opened, depth));
        if (opened) {
            switch (kind) {
                case CALL -> add(members.stream().map(Named::inside).toList(), id, depth + 1);
                case MATRIX ->
                        members.forEach(
                                leg -> addJob(leg.job(), legTitle(leg.title(), title), depth + 1));
            }
        }
    }

    private void addJob(JobView job, String title, int depth) {
        boolean opened =
                !job.steps().isEmpty() && open.test(new JobRow.OfJob(job, title, false, depth));
        rows.add(new JobRow.OfJob(job, title, opened, depth));
        if (opened) {
            job.steps().forEach(step -> rows.add(new JobRow.OfStep(job, step, depth + 1)));
        }
    }

    /// What all legs are called: `e2e` of `e2e (chromium, 1)`, or the id where their names differ.
    private static String matrix(List<Named> legs) {
        String first = base(legs.getFirst().title());
        return legs.stream().allMatch(leg -> base(leg.title()).equals(first))
                ? first
                : legs.getFirst().job().key();
    }

    private static String base(String title) {
        int parenthesis = title.endsWith(")") ? title.lastIndexOf(" (") : -1;
        return parenthesis > 0 ? title.substring(0, parenthesis) : title;
    }

    private static String legTitle(String title, String matrix) {
        return title.startsWith(matrix + " (") && title.endsWith(")")
                ? title.substring(matrix.length() + 2, title.length() - 1)
                : title;
    }
}
