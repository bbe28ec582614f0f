package dev.minijenkin.console.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The commands that the console can send.
public final class ConsoleCommands {
    private static final String NO_ARGUMENTS = "{}";

    private ConsoleCommands() {}

    /// Starts a pipeline.
    ///
    /// @param ref branch, tag or commit
    public static NewCommand trigger(
            PipelineView pipeline, String ref, Map<String, String> inputs, String reason) {
        ObjectNode arguments =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("ref", ref)
                        .put("workflow", pipeline.path());
        ObjectNode given = arguments.putObject("inputs");
        inputs.forEach(given::put);
        return new NewCommand(
                "trigger", arguments.toString(), said(reason), null, null, pipeline.repository());
    }

    public static NewCommand rerun(RunId run, String reason) {
        return ofRun("rerun", run, reason);
    }

    public static NewCommand rerunFailed(RunId run, String reason) {
        return ofRun("rerun_failed", run, reason);
    }

    public static NewCommand cancel(RunId run, String reason) {
        return ofRun("cancel", run, reason);
    }

    public static NewCommand rerunJob(JobId job, String reason) {
        return new NewCommand("rerun_job", NO_ARGUMENTS, said(reason), null, job, null);
    }

    public static NewCommand cancelJob(JobId job, String reason) {
        return new NewCommand("cancel", NO_ARGUMENTS, said(reason), null, job, null);
    }

    private static NewCommand ofRun(String kind, RunId run, String reason) {
        return new NewCommand(kind, NO_ARGUMENTS, said(reason), run, null, null);
    }

    private static @Nullable String said(String reason) {
        return reason.isBlank() ? null : reason.strip();
    }
}
