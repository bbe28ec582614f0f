package dev.minijenkin.runner.command;

/// An error, a warning or a notice, with its place where it has one.
///
/// @param title empty where there is none
/// @param path empty where it belongs to no file
/// @param line from 1; 0: none. The same for the other three
public record StepAnnotation(
        Level level,
        String title,
        String message,
        String path,
        int line,
        int column,
        int endLine,
        int endColumn) {
    /// How bad it is.
    public enum Level {
        NOTICE,
        WARNING,
        FAILURE
    }

    /// One without a place.
    public static StepAnnotation of(Level level, String message) {
        return new StepAnnotation(level, "", message, "", 0, 0, 0, 0);
    }

    static StepAnnotation of(Level level, WorkflowCommand command) {
        return new StepAnnotation(
                level,
                command.property("title"),
                command.data(),
                command.property("file"),
                number(command.property("line")),
                number(command.property("col")),
                number(command.property("endline")),
                number(command.property("endcolumn")));
    }

    /// What is no positive number is no place.
    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
