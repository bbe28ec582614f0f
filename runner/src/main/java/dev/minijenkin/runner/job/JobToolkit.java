package dev.minijenkin.runner.job;

import dev.minijenkin.runner.action.call.ActionServices;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.toolkit.ToolkitJob;
import dev.minijenkin.runner.toolkit.ToolkitServer;
import dev.minijenkin.runner.toolkit.ToolkitSession;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The services as one job uses them: a job whose steps never ask costs nothing. Thread-safe;
/// closed when no step is left.
final class JobToolkit implements ActionServices, AutoCloseable {
    private final ToolkitServer server;
    private final Supplier<ToolkitJob> job;
    private final String githubToken;
    private final Masks masks;
    private @Nullable ToolkitSession session;

    /// @param job asked when a step needs it
    JobToolkit(ToolkitServer server, Supplier<ToolkitJob> job, String githubToken, Masks masks) {
        this.server = server;
        this.job = job;
        this.githubToken = githubToken;
        this.masks = masks;
    }

    @Override
    public synchronized Map<String, String> variables() {
        if (session == null) {
            ToolkitJob asking = job.get();
            try {
                session = server.open(asking, githubToken);
            } catch (IOException e) {
                throw DiskTrouble.explain("open services for actions", asking.folder(), e);
            }
            masks.addMask(session.token());
        }
        return session.variables();
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
