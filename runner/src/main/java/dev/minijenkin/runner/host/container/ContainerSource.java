package dev.minijenkin.runner.host.container;

/// Who starts the containers of jobs.
public sealed interface ContainerSource permits EngineSearch, PodSource {
    /// Whether nobody does.
    boolean isNone();

    /// Whether somebody has chosen it.
    boolean isNamed();
}
