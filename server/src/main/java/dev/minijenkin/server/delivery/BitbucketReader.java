package dev.minijenkin.server.delivery;

import static dev.minijenkin.server.delivery.PayloadFields.actor;
import static dev.minijenkin.server.delivery.PayloadFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.workflow.trigger.Event;
import java.util.Optional;

/// Reads pull requests of Bitbucket, whose Cloud and Data Center have little in common. What
/// happened stands in the header that the event of the delivery is from.
final class BitbucketReader {
    private static final String CLOUD = "pullrequest_";
    private static final String DATA_CENTER = "pr_";

    private BitbucketReader() {}

    static boolean isPullRequest(String event) {
        return event.startsWith(CLOUD) || event.startsWith(DATA_CENTER);
    }

    static DeliveryRequest read(String event, JsonNode payload) {
        String activity =
                switch (event) {
                    case "pullrequest_created", "pr_opened" -> "opened";
                    // Cloud tells new commits and new words by the same.
                    case "pullrequest_updated", "pr_from_ref_updated" -> "synchronize";
                    case "pr_modified" -> "edited";
                    case "pullrequest_fulfilled",
                            "pullrequest_rejected",
                            "pr_merged",
                            "pr_declined",
                            "pr_deleted" ->
                            "closed";
                    default -> "";
                };
        if (activity.isEmpty()) {
            return new DeliveryRequest.Nothing("No run starts on the event " + event);
        }
        return event.startsWith(CLOUD)
                ? ofCloud(activity, payload)
                : ofDataCenter(activity, payload);
    }

    /// Cloud has no ref for a pull request, and cuts commits: what is meant is the branch that it
    /// comes from, if that is still there. Commits of a fork are in the fork alone.
    private static DeliveryRequest ofCloud(String activity, JsonNode payload) {
        JsonNode request = payload.at("/pullrequest");
        String source = text(request, "/source/repository/full_name");
        if (source.isEmpty()
                || !source.equalsIgnoreCase(text(request, "/destination/repository/full_name"))) {
            return new DeliveryRequest.Nothing(
                    "Bitbucket Cloud keeps the commits of a fork in the fork alone, so nothing of its pull request can run here");
        }
        String branch = text(request, "/source/branch/name");
        return PullRequests.read(
                Event.of(
                        "pull_request",
                        activity,
                        "refs/heads/" + branch,
                        new Event.Subject.PullRequest(
                                branch, text(request, "/destination/branch/name"))),
                text(request, "/source/commit/hash"),
                "",
                actor(payload),
                Optional.empty());
    }

    private static DeliveryRequest ofDataCenter(String activity, JsonNode payload) {
        JsonNode request = payload.at("/pullRequest");
        return PullRequests.read(
                Event.of(
                        "pull_request",
                        activity,
                        "refs/pull-requests/" + request.at("/id").asLong() + "/from",
                        new Event.Subject.PullRequest(
                                text(request, "/fromRef/displayId"),
                                text(request, "/toRef/displayId"))),
                text(request, "/fromRef/latestCommit"),
                text(request, "/toRef/latestCommit"),
                actor(payload),
                forkOfDataCenter(request));
    }

    /// As `comes_from_fork` of the database sees it.
    private static Optional<Fork> forkOfDataCenter(JsonNode request) {
        JsonNode from = request.at("/fromRef/repository");
        return from.at("/id").asLong(-1) == request.at("/toRef/repository/id").asLong(-2)
                ? Optional.empty()
                : Optional.of(
                        new Fork(
                                text(from, "/project/key") + "/" + text(from, "/slug"),
                                text(request, "/author/user/name"),
                                ""));
    }
}
