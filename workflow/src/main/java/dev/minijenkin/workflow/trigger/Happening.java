package dev.minijenkin.workflow.trigger;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Something that happened, as far as triggers look at it.
///
/// @param event its name in workflow files: `push`, `pull_request`
/// @param activity what happened to the thing: `opened`; for `repository_dispatch` the type that
///   the sender chose, for `schedule` the cron expression; empty where there is none
/// @param ref full ref of a push: `refs/heads/main`, `refs/tags/v1`; else as the event has it
/// @param branch the target of a pull request, the branch of another run; empty where there is none
/// @param workflow the name of the workflow whose run this is about; empty where there is none
/// @param commitMessage of the head commit; empty where there is none
/// @param changedFiles paths in the repository, asked for only where a filter needs them; empty
///   where they are not known, which lets every filter pass
public record Happening(
        String event,
        String activity,
        String ref,
        String branch,
        String workflow,
        String commitMessage,
        Supplier<Optional<List<String>>> changedFiles) {
    public static Happening push(
            String ref, String commitMessage, Supplier<Optional<List<String>>> changedFiles) {
        return new Happening("push", "", ref, "", "", commitMessage, changedFiles);
    }

    boolean isTag() {
        return RefNames.isTag(ref);
    }

    String refName() {
        return RefNames.brief(ref);
    }
}
