package dev.minijenkin.pipeline.workflow;

/// `defaults.run`, as the file says it.
///
/// @param shell empty where it says nothing
/// @param workingDirectory empty where it says nothing
public record Defaults(String shell, String workingDirectory) {
    static final Defaults NONE = new Defaults("", "");
}
