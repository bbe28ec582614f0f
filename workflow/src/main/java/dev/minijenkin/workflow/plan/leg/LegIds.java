package dev.minijenkin.workflow.plan.leg;

import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Ids for the legs of one job, made of their values: identifiers, each once ignoring case, that
/// never begin with the reserved `__`. Used by one thread.
final class LegIds {
    private static final int LONGEST = 100;

    private final Set<String> given = new HashSet<>();

    String next(List<String> values) {
        String wanted = wanted(values);
        String id = wanted.substring(0, Math.min(wanted.length(), LONGEST));
        for (int number = 2; !given.add(OrdinalIgnoreCase.fold(id)); number++) {
            // A single "_" with "_2" behind it would begin with "__".
            String suffix = wanted.equals("_") ? "" + number : "_" + number;
            id = wanted.substring(0, Math.min(wanted.length(), LONGEST - suffix.length())) + suffix;
        }
        return id;
    }

    private static String wanted(List<String> values) {
        StringBuilder id = new StringBuilder();
        for (String value : values) {
            if (!id.isEmpty()) {
                id.append('_');
            } else if (isDigit(value.charAt(0)) || value.charAt(0) == '-') {
                id.append('_');
            }
            value.chars().forEach(c -> id.append(isLegal(c) ? (char) c : '_'));
        }
        if (id.isEmpty()) {
            return "job";
        }
        String text = id.toString();
        return text.startsWith("__") ? "_" + text.replaceFirst("^_+", "") : text;
    }

    private static boolean isLegal(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || isDigit(c)
                || c == '_'
                || c == '-';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
