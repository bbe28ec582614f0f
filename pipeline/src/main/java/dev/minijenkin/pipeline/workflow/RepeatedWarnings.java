package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.workflow.Problem.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Says a warning that holds at many places once, at the first, and names the lines of the others:
/// who reads the same sentence thirty times does not read the one that differs. Errors stay where
/// they are, since each must be mended.
final class RepeatedWarnings {
    private static final int MAX_LINES = 8;

    private RepeatedWarnings() {}

    /// Takes and gives them in the order of the file.
    static List<Problem> saidOnce(List<Problem> problems) {
        Map<String, TreeSet<Integer>> lines = new LinkedHashMap<>();
        for (Problem problem : problems) {
            if (problem.level() == Level.WARNING) {
                lines.computeIfAbsent(problem.message(), _ -> new TreeSet<>()).add(problem.line());
            }
        }
        List<Problem> once = new ArrayList<>();
        for (Problem problem : problems) {
            if (problem.level() == Level.ERROR) {
                once.add(problem);
                continue;
            }
            TreeSet<Integer> all = lines.remove(problem.message());
            if (all != null) {
                all.pollFirst();
                once.add(problem.withMessage(problem.message() + alsoIn(List.copyOf(all))));
            }
        }
        return once;
    }

    private static String alsoIn(List<Integer> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        int shown = lines.size() > MAX_LINES ? MAX_LINES - 1 : lines.size() - 1;
        String first =
                lines.stream().limit(shown).map(String::valueOf).collect(Collectors.joining(", "));
        String last =
                lines.size() > MAX_LINES
                        ? (lines.size() - shown) + " more"
                        : String.valueOf(lines.getLast());
        return " (also in line%s %s%s)"
                .formatted(
                        lines.size() == 1 ? "" : "s", first.isEmpty() ? "" : first + " and ", last);
    }
}
