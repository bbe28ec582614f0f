package dev.minijenkin.workflow.plan.definition;

/// `defaults.run`: what `run` steps use that name no shell or folder of their own.
///
/// @param shell empty: the platform's default shell
/// @param workingDirectory relative to the workspace; empty: the workspace itself
public record RunDefaults(String shell, String workingDirectory) {
    public static final RunDefaults NONE = new RunDefaults("", "");
}
