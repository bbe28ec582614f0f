package dev.minijenkin.workflow.problem;

/// What is wrong with a workflow file, or not carried out of it.
///
/// @param path of the file, as the caller named it
/// @param line from 1
/// @param column from 1
/// @param rule what it is a case of
/// @param message one sentence, at most 500 characters
public record Problem(
        Level level, String path, int line, int column, LintRule rule, String message) {
    private static final int MAX_LENGTH = 500;

    public enum Level {
        /// Nothing of the file runs.
        ERROR,
        /// The file runs, but not all that it says is carried out.
        WARNING
    }

    public Problem {
        if (message.length() > MAX_LENGTH) {
            message = cut(message);
        }
    }

    /// One that only a run finds.
    public Problem(Level level, String path, int line, int column, String message) {
        this(level, path, line, column, LintRule.RUN, message);
    }

    Problem withMessage(String other) {
        return new Problem(level, path, line, column, rule, other);
    }

    /// Not in the middle of a character.
    private static String cut(String message) {
        int end = MAX_LENGTH - 1;
        return message.substring(
                        0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end)
                + "…";
    }

    /// As compilers print it: `ci.yml:3:5: error: message`.
    @Override
    public String toString() {
        return "%s:%d:%d: %s: %s"
                .formatted(path, line, column, level == Level.ERROR ? "error" : "warning", message);
    }
}
