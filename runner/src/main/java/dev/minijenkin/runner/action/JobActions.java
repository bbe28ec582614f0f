package dev.minijenkin.runner.action;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.user.FileRights;
import dev.minijenkin.runner.workspace.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The actions of other repositories that one job has used so far. Used by the job's thread alone.
public final class JobActions {
    private final ClaimedJob.Source source;
    private final RunRecord record;
    private final Workspace workspace;
    private final ActionServices services;
    private final Map<String, LoadedAction> loaded = new HashMap<>();

    /// @param source of the run, for actions of its own repository
    /// @param workspace for copies that are the job's own
    public JobActions(
            ClaimedJob.Source source,
            RunRecord record,
            Workspace workspace,
            ActionServices services) {
        this.source = source;
        this.record = record;
        this.workspace = workspace;
        this.services = services;
    }

    ClaimedJob.Source source() {
        return source;
    }

    RunRecord record() {
        return record;
    }

    /// With whose rights its files are worked on.
    FileRights files() {
        return workspace.files();
    }

    ActionServices services() {
        return services;
    }

    Map<String, LoadedAction> loaded() {
        return loaded;
    }

    /// Where the next copy goes.
    Path nextFolder() {
        return workspace.actions().resolve(Integer.toString(loaded.size() + 1));
    }
}
