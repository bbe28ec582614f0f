package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.OrdinalIgnoreCase;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// Identifiers, and the name that somebody may have meant.
final class Names {
    private static final int MAX_LENGTH = 100;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private Names() {}

    /// What is wrong with an identifier; empty where nothing is.
    static Optional<String> fault(String name) {
        if (name.length() >= MAX_LENGTH) {
            return Optional.of(
                    "The identifier '%s…' is too long: it must have less than %d characters"
                            .formatted(name.substring(0, 20), MAX_LENGTH));
        }
        if (!IDENTIFIER.matcher(name).matches()) {
            return Optional.of(
                    "The identifier '%s' is invalid: it must begin with a letter or _ and hold only letters, digits, - and _"
                            .formatted(name));
        }
        if (name.startsWith("__")) {
            return Optional.of(
                    "The identifier '%s' is invalid: names that begin with __ are reserved"
                            .formatted(name));
        }
        return Optional.empty();
    }

    /// `; did you mean …?`, or nothing where no name is near.
    static String hint(String name, Collection<String> known) {
        int reach = Math.max(1, Math.min(name.length(), 30) / 3);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= reach)
                .filter(candidate -> distance(name, candidate) <= reach)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .map("; did you mean `%s`?"::formatted)
                .orElse("");
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
