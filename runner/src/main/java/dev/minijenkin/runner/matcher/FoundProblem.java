package dev.minijenkin.runner.matcher;

/// A problem that a step printed.
///
/// @param path of the file in its checkout; empty where it lies in none
/// @param line from 1; 0: none. The same for the column
public record FoundProblem(Severity severity, String message, String path, int line, int column) {
    /// How bad it is.
    public enum Severity {
        NOTICE,
        WARNING,
        ERROR
    }
}
