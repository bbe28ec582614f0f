package dev.minijenkin.server.delivery;

import static dev.minijenkin.server.delivery.PayloadFields.actor;
import static dev.minijenkin.server.delivery.PayloadFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.workflow.trigger.Event;
import dev.minijenkin.workflow.trigger.RefNames;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/// Reads what a delivery asks for out of the payloads of the git hosts.
final class PayloadReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PayloadReader() {}

    /// Each thing that a delivery tells of, in its order: a push may have moved many refs. At least
    /// one.
    static List<DeliveryRequest> read(Delivery delivery) {
        JsonNode payload;
        try {
            payload = JSON.readTree(delivery.payload());
        } catch (IOException e) {
            return List.of(new DeliveryRequest.Unreadable("The payload is not JSON"));
        }
        return delivery.event().equals("push")
                ? PushReader.read(delivery.source(), payload)
                : List.of(readOther(delivery, payload));
    }

    private static DeliveryRequest readOther(Delivery delivery, JsonNode payload) {
        return switch (delivery.event()) {
            case "workflow_dispatch" ->
                    delivery.source() == DeliverySource.COMMAND
                            ? dispatch(payload)
                            : new DeliveryRequest.Nothing(
                                    "The git host itself was triggered, and not this installation");
            case "refresh" ->
                    delivery.source() == DeliverySource.COMMAND
                            ? new DeliveryRequest.Refresh()
                            : new DeliveryRequest.Nothing("No run starts on the event refresh");
            case "preview" ->
                    delivery.source() == DeliverySource.COMMAND
                            ? new DeliveryRequest.Preview(
                                    new DeliveryId(payload.at("/delivery").asLong()),
                                    text(payload, "/ref"))
                            : new DeliveryRequest.Nothing("No run starts on the event preview");
            case "pull_request" ->
                    delivery.source() == DeliverySource.GITLAB
                            ? mergeRequest(payload)
                            : pullRequest(payload);
            case "schedule" ->
                    delivery.source() == DeliverySource.SCHEDULE
                            ? new DeliveryRequest.OtherEvent(
                                    Event.of("schedule", text(payload, "/schedule"), ""),
                                    "schedule")
                            : new DeliveryRequest.Nothing(
                                    "Schedules are kept here, not at the git host");
            case "workflow_run" ->
                    delivery.source() == DeliverySource.RUN
                            ? workflowRun(payload)
                            : new DeliveryRequest.Nothing(
                                    "A workflow ran at the git host, and not here");
            case String event
                    when delivery.source() == DeliverySource.BITBUCKET
                            && BitbucketReader.isPullRequest(event) ->
                    BitbucketReader.read(event, payload);
            case "create" -> other("create", "", madeRef(payload), payload);
            case "release" ->
                    other(
                            "release",
                            text(payload, "/action"),
                            tag(text(payload, "/release/tag_name")),
                            payload);
            default ->
                    delivery.source() == DeliverySource.GITHUB
                                    || delivery.source() == DeliverySource.GITEA
                            ? other(delivery.event(), text(payload, "/action"), "", payload)
                            : new DeliveryRequest.Nothing(
                                    "No run starts on the event " + delivery.event());
        };
    }

    /// Its files are those of the default branch, whatever branch the other run was for.
    private static DeliveryRequest workflowRun(JsonNode payload) {
        return new DeliveryRequest.OtherEvent(
                Event.of(
                        "workflow_run",
                        text(payload, "/action"),
                        "",
                        new Event.Subject.OtherRun(
                                text(payload, "/workflow_run/name"),
                                text(payload, "/workflow_run/head_branch"))),
                actor(payload));
    }

    private static DeliveryRequest other(
            String name, String activity, String ref, JsonNode payload) {
        if (!ref.isEmpty() && !Repository.isValidRefName(ref)) {
            return new DeliveryRequest.Unreadable("\"" + ref + "\" is no ref that git knows");
        }
        if (!ref.isEmpty() && !RefNames.isBranch(ref) && !RefNames.isTag(ref)) {
            return new DeliveryRequest.Nothing(
                    ref + " is neither a branch nor a tag, so nothing starts for it");
        }
        return new DeliveryRequest.OtherEvent(Event.of(name, activity, ref), actor(payload));
    }

    private static String madeRef(JsonNode payload) {
        String name = text(payload, "/ref");
        if (name.isEmpty() || name.startsWith("refs/")) {
            return name;
        }
        return text(payload, "/ref_type").equals("tag") ? tag(name) : "refs/heads/" + name;
    }

    private static String tag(String name) {
        return name.isEmpty() ? "" : "refs/tags/" + name;
    }

    private static DeliveryRequest pullRequest(JsonNode payload) {
        JsonNode request = payload.at("/pull_request");
        return PullRequests.read(
                Event.of(
                        "pull_request",
                        // Gitea says it in its own way.
                        text(payload, "/action").replace("synchronized", "synchronize"),
                        "refs/pull/" + request.at("/number").asLong() + "/head",
                        new Event.Subject.PullRequest(
                                text(request, "/head/ref"), text(request, "/base/ref"))),
                text(request, "/head/sha"),
                text(request, "/base/sha"),
                actor(payload),
                fork(request));
    }

    /// As `comes_from_fork` of the database sees it, which keeps secrets from such runs.
    private static Optional<Fork> fork(JsonNode request) {
        String head = text(request, "/head/repo/full_name");
        return !head.isEmpty() && head.equalsIgnoreCase(text(request, "/base/repo/full_name"))
                ? Optional.empty()
                : Optional.of(
                        new Fork(
                                head,
                                text(request, "/user/login"),
                                text(request, "/author_association")));
    }

    private static DeliveryRequest mergeRequest(JsonNode payload) {
        JsonNode request = payload.at("/object_attributes");
        String activity =
                switch (text(request, "/action")) {
                    case "open" -> "opened";
                    case "reopen" -> "reopened";
                    case "update" -> request.has("oldrev") ? "synchronize" : "edited";
                    case "close", "merge" -> "closed";
                    case String other -> other;
                };
        return PullRequests.read(
                Event.of(
                        "pull_request",
                        activity,
                        "refs/merge-requests/" + request.at("/iid").asLong() + "/head",
                        new Event.Subject.PullRequest(
                                text(request, "/source_branch"), text(request, "/target_branch"))),
                text(request, "/last_commit/id"),
                "",
                actor(payload),
                forkOfMergeRequest(payload, request));
    }

    /// GitLab names who acts, and of the author the number alone.
    private static Optional<Fork> forkOfMergeRequest(JsonNode payload, JsonNode request) {
        if (request.at("/source_project_id").asLong(-1)
                == request.at("/target_project_id").asLong(-2)) {
            return Optional.empty();
        }
        boolean ofActor = payload.at("/user/id").asLong(-1) == request.at("/author_id").asLong(-2);
        return Optional.of(
                new Fork(
                        text(request, "/source/path_with_namespace"),
                        ofActor ? text(payload, "/user/username") : "",
                        ""));
    }

    private static DeliveryRequest dispatch(JsonNode payload) {
        JsonNode inputs = payload.at("/inputs");
        return new DeliveryRequest.Dispatch(
                Event.of("workflow_dispatch", "", text(payload, "/ref")),
                text(payload, "/workflow"),
                inputs.isObject() ? inputs.toString() : "{}",
                actor(payload));
    }
}
