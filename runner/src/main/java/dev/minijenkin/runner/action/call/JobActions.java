package dev.minijenkin.runner.action.call;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.container.ContainersOfJob;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.user.FileRights;
import dev.minijenkin.runner.workspace.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The actions of other repositories that one job has used so far. Steps in the background use it
/// from threads of their own.
public final class JobActions {
    private final ClaimedJob.Source source;
    private final RunRecord record;
    private final Workspace workspace;
    private final ActionServices services;
    private final StepHost host;
    private final ContainersOfJob containers;
    private final Map<String, LoadedAction> loaded = new HashMap<>();

    /// @param source of the run, for actions of its own repository
    /// @param workspace for copies that are the job's own
    /// @param host where steps run
    public JobActions(
            ClaimedJob.Source source,
            RunRecord record,
            Workspace workspace,
            ActionServices services,
            StepHost host,
            ContainersOfJob containers) {
        this.source = source;
        this.record = record;
        this.workspace = workspace;
        this.services = services;
        this.host = host;
        this.containers = containers;
    }

    public ClaimedJob.Source source() {
        return source;
    }

    public RunRecord record() {
        return record;
    }

    /// With whose rights its files are worked on.
    public FileRights files() {
        return workspace.files();
    }

    public ActionServices services() {
        return services;
    }

    public ContainersOfJob containers() {
        return containers;
    }

    /// Where steps run.
    public StepHost host() {
        return host;
    }

    public Map<String, LoadedAction> loaded() {
        return loaded;
    }

    /// Where the next copy goes.
    public Path nextFolder() {
        return workspace.actions().resolve(Integer.toString(loaded.size() + 1));
    }
}
