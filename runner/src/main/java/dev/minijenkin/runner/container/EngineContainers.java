package dev.minijenkin.runner.container;

import dev.minijenkin.runner.host.container.EngineSearch;

/// Containers of the host itself.
public final class EngineContainers implements Containers {
    private final SharedEngine shared;

    /// Those of a work folder.
    ///
    /// @param owner tells the work folder from every other one, on whatever host
    public EngineContainers(EngineSearch search, String owner) {
        this.shared = new SharedEngine(search, owner);
    }

    @Override
    public boolean canStart() {
        return shared.engine().isPresent();
    }

    @Override
    public ContainersOfJob ofJob(JobNeeds needs) {
        return new EngineContainersOfJob(shared, needs);
    }

    /// Each job has removed its own.
    @Override
    public void close() {}
}
