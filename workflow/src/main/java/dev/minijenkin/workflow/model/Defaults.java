package dev.minijenkin.workflow.model;

/// `defaults.run`, as the file says it.
///
/// @param shell empty where it says nothing
/// @param workingDirectory empty where it says nothing
public record Defaults(String shell, String workingDirectory) {
    public static final Defaults NONE = new Defaults("", "");
}
