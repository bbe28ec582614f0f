package dev.minijenkin.workflow.expression.syntax;

import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The name that somebody may have meant.
public final class NearNames {
    private static final int LONGEST = 60;
    private static final int SHORTEST_PREFIX = 3;

    private NearNames() {}

    /// `; did you mean …?`, or nothing where no name is near.
    public static String hint(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return "";
        }
        int reach = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= reach)
                .filter(candidate -> distance(name, candidate) <= reach)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .or(() -> longerOrShorter(name, known))
                .map("; did you mean `%s`?"::formatted)
                .orElse("");
    }

    /// `bool` may mean `boolean`.
    private static Optional<String> longerOrShorter(String name, Collection<String> known) {
        String folded = OrdinalIgnoreCase.fold(name);
        return known.stream()
                .filter(candidate -> Math.min(candidate.length(), name.length()) >= SHORTEST_PREFIX)
                .filter(candidate -> {
                    String other = OrdinalIgnoreCase.fold(candidate);
                    return other.startsWith(folded) || folded.startsWith(other);
                })
                .findFirst();
    }

    /// How many letters to insert, remove, replace or swap, ignoring case and kinds of dashes.
    private static int distance(String left, String right) {
        String a = OrdinalIgnoreCase.fold(left).replace('_', '-');
        String b = OrdinalIgnoreCase.fold(right).replace('_', '-');
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
