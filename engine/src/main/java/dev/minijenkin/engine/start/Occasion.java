package dev.minijenkin.engine.start;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.repository.Repository;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Why workflows may run: an event at a commit.
///
/// @param event name of the workflow language: `push`, `workflow_dispatch`
/// @param activity what happened to the thing that the event is about
/// @param ref full ref: `refs/heads/main`, `refs/tags/v1`, `refs/pull/7/head`
/// @param actor who caused it
/// @param payload JSON, as it came
/// @param inputs of a trigger, as a JSON object; `{}` where there are none
/// @param serverUrl under which people reach this installation; empty where it has none
/// @param changedPaths of a push; empty where they cannot be known, which lets every `paths` filter
///   pass. Asked at most once, and only where a file filters paths
public record Occasion(
        Repository repository,
        DeliveryId delivery,
        String event,
        Activity activity,
        String ref,
        Commit commit,
        String actor,
        byte[] payload,
        String inputs,
        String serverUrl,
        Supplier<Optional<List<String>>> changedPaths) {
    /// The commit whose files run.
    ///
    /// @param sha 40 hexadecimal digits (64 for SHA-256 repositories)
    /// @param author name
    public record Commit(String sha, String message, String author) {
        /// First line of the message.
        public String subject() {
            return message.lines().findFirst().orElse("").strip();
        }
    }

    /// What happened to an issue, a pull request, a release, a run.
    ///
    /// @param type `opened`; empty where the event has no types
    /// @param headRef branch that a pull request comes from; empty for other events
    /// @param baseRef branch that it goes to; empty for other events
    /// @param workflow name of the workflow whose run it is about; empty for other events
    /// @param branch which branch filters look at: the target of a pull request, the branch of a
    ///   run; empty for other events
    public record Activity(
            String type, String headRef, String baseRef, String workflow, String branch) {
        public static final Activity NONE = of("");

        public static Activity of(String type) {
            return new Activity(type, "", "", "", "");
        }

        public static Activity ofPullRequest(String type, String headRef, String baseRef) {
            return new Activity(type, headRef, baseRef, "", baseRef);
        }

        public static Activity ofRun(String type, String workflow, String branch) {
            return new Activity(type, "", "", workflow, branch);
        }
    }
}
