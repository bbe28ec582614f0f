package dev.minijenkin.console.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    /// Nothing of a run enters the queue.
    public static NewCommand hold(RunId run, String reason) {
        return ofRun("hold", run, reason);
    }

    /// A job does not enter the queue.
    public static NewCommand holdJob(JobId job, String reason) {
        return ofJob("hold", job, reason);
    }

    /// A run that is held as a whole goes on.
    public static NewCommand release(RunId run, String reason) {
        return ofRun("release", run, reason);
    }

    /// A job that is held by itself goes on.
    public static NewCommand releaseJob(JobId job, String reason) {
        return ofJob("release", job, reason);
    }

    /// A run is served earlier or later.
    ///
    /// @param priority 0 is served first, 99 last
    public static NewCommand prioritise(RunId run, int priority, String reason) {
        return new NewCommand(
                "prioritise",
                JsonNodeFactory.instance.objectNode().put("priority", priority).toString(),
                said(reason),
                run,
                null,
                null);
    }

    public static NewCommand rerunJob(JobId job, String reason) {
        return ofJob("rerun_job", job, reason);
    }

    public static NewCommand cancelJob(JobId job, String reason) {
        return ofJob("cancel", job, reason);
    }

    public static NewCommand approve(JobId job, String reason) {
        return ofJob("approve", job, reason);
    }

    public static NewCommand reject(JobId job, String reason) {
        return ofJob("reject", job, reason);
    }

    /// A job that waits at its environment passes all rules but the lock.
    public static NewCommand breakGlass(JobId job, String reason) {
        return ofJob("break_glass", job, reason);
    }

    /// What was deployed well before is deployed again.
    ///
    /// @param deployment the one to go back to
    public static NewCommand rollBack(
            RepositoryId repository, String environment, long deployment, String reason) {
        return ofRepository(
                "roll_back",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("environment", environment)
                        .put("deployment", deployment)
                        .toString(),
                repository,
                reason);
    }

    /// A runner finishes its jobs and takes no more.
    public static NewCommand drain(String runner, String reason) {
        return ofRunner("drain", runner, reason);
    }

    /// A runner takes jobs again.
    public static NewCommand resume(String runner, String reason) {
        return ofRunner("resume", runner, reason);
    }

    /// A runner that is silent counts no more.
    public static NewCommand forgetRunner(String runner, String reason) {
        return ofRunner("forget", runner, reason);
    }

    /// A delivery that failed is carried out again.
    public static NewCommand redeliver(DeliveryId delivery, String reason) {
        return ofDelivery("redeliver", delivery, reason);
    }

    /// A delivery comes once more, as another one.
    public static NewCommand replay(DeliveryId delivery, String reason) {
        return ofDelivery("replay", delivery, reason);
    }

    /// Messages that were given up are sent after all, in their order.
    public static NewCommand resend(List<MessageId> messages, String reason) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        messages.forEach(id -> arguments.withArray("messages").add(id.value()));
        return new NewCommand("resend", arguments.toString(), said(reason), null, null, null);
    }

    /// A target is sent a message, to try whether it is reached.
    ///
    /// @param key of the message, to find it by
    public static NewCommand test(String target, UUID key) {
        return new NewCommand(
                "test_target",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("target", target)
                        .put("key", key.toString())
                        .toString(),
                null,
                null,
                null,
                null);
    }

    private static NewCommand ofDelivery(String kind, DeliveryId delivery, String reason) {
        return new NewCommand(
                kind,
                JsonNodeFactory.instance.objectNode().put("delivery", delivery.value()).toString(),
                said(reason),
                null,
                null,
                null);
    }

    /// An environment that is kept locked is free again.
    public static NewCommand freeEnvironment(
            RepositoryId repository, String environment, String reason) {
        return ofRepository(
                "free_environment",
                JsonNodeFactory.instance.objectNode().put("environment", environment).toString(),
                repository,
                reason);
    }

    /// The workflow files of the default branch are read again, at once: its host counts as one
    /// that answers.
    public static NewCommand refresh(RepositoryId repository, String reason) {
        return ofRepository("refresh", NO_ARGUMENTS, repository, reason);
    }

    private static NewCommand ofRepository(
            String kind, String arguments, RepositoryId repository, String reason) {
        return new NewCommand(kind, arguments, said(reason), null, null, repository);
    }

    private static NewCommand ofRunner(String kind, String name, String reason) {
        return new NewCommand(
                kind,
                JsonNodeFactory.instance.objectNode().put("runner", name).toString(),
                said(reason),
                null,
                null,
                null);
    }

    private static NewCommand ofJob(String kind, JobId job, String reason) {
        return new NewCommand(kind, NO_ARGUMENTS, said(reason), null, job, null);
    }

    private static NewCommand ofRun(String kind, RunId run, String reason) {
        return new NewCommand(kind, NO_ARGUMENTS, said(reason), run, null, null);
    }

    private static @Nullable String said(String reason) {
        return reason.isBlank() ? null : reason.strip();
    }
}
