package dev.minijenkin.runner.matcher;

import java.util.regex.Pattern;

/// Patterns as JavaScript understands them: within brackets Java knows sets of sets and
/// intersections, where JavaScript means the signs themselves.
final class EcmaPattern {
    private EcmaPattern() {}

    /// @throws java.util.regex.PatternSyntaxException if it is none
    static Pattern compile(String pattern) {
        StringBuilder java = new StringBuilder();
        boolean inSet = false;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '\\' && at + 1 < pattern.length()) {
                java.append(c).append(pattern.charAt(at + 1));
                at++;
                continue;
            }
            if (inSet && (c == '[' || c == '&')) {
                java.append('\\');
            } else if (inSet) {
                inSet = c != ']';
            } else if (pattern.startsWith("[^]", at)) {
                java.append("[\\s\\S]");
                at += 2;
                continue;
            } else {
                inSet = c == '[';
            }
            java.append(c);
        }
        return Pattern.compile(java.toString(), Pattern.UNIX_LINES);
    }
}
