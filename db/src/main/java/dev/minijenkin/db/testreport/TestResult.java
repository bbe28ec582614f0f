package dev.minijenkin.db.testreport;

import dev.minijenkin.db.PostgresText;

/// How one test went.
///
/// @param suite class, file or whatever holds it; empty: nothing does
/// @param name of the case in it
/// @param message why it failed or was left out; empty: nothing is said
/// @param details what else is said of it, as a stack; empty: nothing is said
/// @param path file in the repository where it failed; empty: not known
/// @param line of that file, from 1; 0: not known
public record TestResult(
        String suite,
        String name,
        TestOutcome outcome,
        long milliseconds,
        String message,
        String details,
        String path,
        int line) {
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_MESSAGE = 4096;
    private static final int LONGEST_DETAILS = 32 * 1024;

    public TestResult {
        suite = cut(suite, LONGEST_NAME);
        name = name.isBlank() ? "(no name)" : cut(name, LONGEST_NAME);
        message = cut(message, LONGEST_MESSAGE);
        details = cut(details, LONGEST_DETAILS);
        milliseconds = Math.max(0, milliseconds);
    }

    /// No character is cut in two.
    private static String cut(String text, int most) {
        String stored = PostgresText.text(text);
        if (stored.length() <= most) {
            return stored;
        }
        return stored.substring(
                0, Character.isHighSurrogate(stored.charAt(most - 1)) ? most - 1 : most);
    }
}
