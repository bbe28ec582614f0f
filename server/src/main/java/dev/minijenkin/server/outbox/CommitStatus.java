package dev.minijenkin.server.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.Sha256;
import dev.minijenkin.db.outbox.TargetKind;
import java.net.URI;
import java.util.Base64;
import java.util.Map;

/// How a commit stands, as each forge takes it. One status a pipeline and event: that of its newest
/// run. Who tests a target of this kind asks for the repository, which needs the same token.
///
/// @param repository address of the repository in the API of its forge
/// @param token of that API
record CommitStatus(TargetKind kind, String repository, String token) {
    private static final int GITHUB_DESCRIPTION = 140;
    private static final int DESCRIPTION = 255;
    private static final int BITBUCKET_KEY = 40;

    private static final JsonMapper JSON = new JsonMapper();

    OutgoingRequest of(Told told) {
        return switch (told) {
            case Told.OfRun run ->
                    OutgoingRequest.post(
                            URI.create(repository + path(run.run().commit().sha())),
                            headers(),
                            body(run).toString());
            case Told.OfMatch _ ->
                    throw new IllegalArgumentException("A commit has no status for a search");
            case Told.OfText _ -> OutgoingRequest.get(tested(), headers());
        };
    }

    private String path(String sha) {
        return switch (kind) {
            case GITHUB_STATUS, GITEA_STATUS, GITLAB_STATUS -> "/statuses/" + sha;
            case BITBUCKET_STATUS -> "/commit/" + sha + "/statuses/build";
            case BITBUCKET_SERVER_STATUS -> "/commits/" + sha;
            case SLACK, DISCORD, WEBHOOK, GITHUB_CHECKS -> throw noForge();
        };
    }

    /// Data Center has statuses apart from repositories.
    private URI tested() {
        return kind == TargetKind.BITBUCKET_SERVER_STATUS
                ? URI.create(repository).resolve("/rest/api/1.0/projects?limit=1")
                : URI.create(repository);
    }

    private Map<String, String> headers() {
        return switch (kind) {
            case GITHUB_STATUS -> GithubApp.headers(token);
            case GITEA_STATUS -> Map.of("Authorization", "token " + token);
            case GITLAB_STATUS -> Map.of("PRIVATE-TOKEN", token);
            case BITBUCKET_STATUS, BITBUCKET_SERVER_STATUS ->
                    Map.of("Authorization", bitbucketAuthorization());
            case SLACK, DISCORD, WEBHOOK, GITHUB_CHECKS -> throw noForge();
        };
    }

    /// A token of the repository, or user and app password.
    private String bitbucketAuthorization() {
        return token.contains(":")
                ? "Basic " + Base64.getEncoder().encodeToString(token.getBytes(UTF_8))
                : "Bearer " + token;
    }

    private ObjectNode body(Told.OfRun told) {
        ObjectNode body = JSON.createObjectNode();
        String name = name(told);
        String link = told.link().toString();
        switch (kind) {
            case GITHUB_STATUS, GITEA_STATUS -> {
                body.put("state", word(told, "pending", "pending", "success", "failure", "error"));
                body.put("target_url", link);
                body.put("context", name);
            }
            case GITLAB_STATUS -> {
                body.put(
                        "state", word(told, "pending", "running", "success", "failed", "canceled"));
                body.put("target_url", link);
                body.put("name", name);
            }
            case BITBUCKET_STATUS, BITBUCKET_SERVER_STATUS -> {
                body.put("key", key(name));
                body.put(
                        "state",
                        word(told, "INPROGRESS", "INPROGRESS", "SUCCESSFUL", "FAILED", stopped()));
                body.put("name", name);
                body.put("url", link);
            }
            case SLACK, DISCORD, WEBHOOK, GITHUB_CHECKS -> throw noForge();
        }
        int longest = kind == TargetKind.GITHUB_STATUS ? GITHUB_DESCRIPTION : DESCRIPTION;
        body.put("description", Cut.to(longest, description(told)));
        return body;
    }

    private String stopped() {
        return kind == TargetKind.BITBUCKET_STATUS ? "STOPPED" : "FAILED";
    }

    private static String word(
            Told.OfRun told,
            String queued,
            String running,
            String success,
            String failure,
            String cancelled) {
        return switch (told.standing()) {
            case QUEUED -> queued;
            case RUNNING -> running;
            case SUCCESS, FIXED, SKIPPED -> success;
            case FAILURE, STILL_FAILING, TIMED_OUT -> failure;
            case CANCELLED -> cancelled;
        };
    }

    /// What the status is called, on the commit and in rules about merging.
    private static String name(Told.OfRun told) {
        return Cut.to(
                DESCRIPTION,
                "mini-jenkin / %s (%s)".formatted(told.run().pipeline(), told.run().event()));
    }

    /// One that would be too long is a digest, so that two long ones stay two.
    private static String key(String name) {
        return name.length() <= BITBUCKET_KEY ? name : Sha256.hex(name).substring(0, BITBUCKET_KEY);
    }

    private static String description(Told.OfRun told) {
        Wording words = new Wording(told);
        String number = "#%d %s".formatted(told.run().number(), words.verb());
        return words.place()
                .map(place -> number + " in " + place)
                .or(() -> told.took().map(took -> number + " in " + Wording.duration(took)))
                .orElse(number);
    }

    private IllegalArgumentException noForge() {
        return new IllegalArgumentException(kind + " has no statuses");
    }
}
