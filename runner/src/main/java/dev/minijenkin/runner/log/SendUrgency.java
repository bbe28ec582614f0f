package dev.minijenkin.runner.log;

/// When something should leave for the database.
public enum SendUrgency {
    /// At once.
    NOW,
    /// In a moment: the first line of a step.
    FIRST,
    /// At once after silence, else with the next append.
    LINE,
    /// Soon, best together with what a step prints: the runner's own headings.
    HEADING,
    /// Perhaps, if the line stays open.
    OPEN_LINE
}
