package dev.minijenkin.workflow.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Says a warning that holds at many places once, at the first, and names the lines of the others:
/// who reads the same sentence thirty times does not read the one that differs. What must be mended
/// at each of its places stays there. Used by one thread.
final class RepeatedWarnings {
    private static final int MAX_LINES = 8;

    private final Set<String> messages = new HashSet<>();

    /// Takes a message that one place is enough for.
    void add(String message) {
        messages.add(message);
    }

    /// Takes and gives problems in the order of the file.
    List<Problem> saidOnce(List<Problem> problems) {
        Map<String, TreeSet<Integer>> lines = new HashMap<>();
        for (Problem problem : problems) {
            if (messages.contains(problem.message())) {
                lines.computeIfAbsent(problem.message(), _ -> new TreeSet<>()).add(problem.line());
            }
        }
        List<Problem> once = new ArrayList<>();
        for (Problem problem : problems) {
            if (!messages.contains(problem.message())) {
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
