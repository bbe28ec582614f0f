package dev.minijenkin.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.listener.HeardRun;
import dev.minijenkin.db.listener.RunActivity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The payload of a `workflow_run` event: the fields of the reference's that we know.
final class WorkflowRunPayload {
    private WorkflowRunPayload() {}

    static byte[] of(HeardRun run, RunActivity activity) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("action", EnumWords.of(activity));
        payload.putObject("workflow")
                .put("id", run.pipeline().id().value())
                .put("name", run.pipeline().name())
                .put("path", run.pipeline().path());
        run(payload.putObject("workflow_run"), run, activity);
        repository(payload.putObject("repository"), run)
                .put("default_branch", run.repository().defaultBranch());
        person(payload.putObject("sender"), run);
        return payload.toString().getBytes(UTF_8);
    }

    private static void run(ObjectNode to, HeardRun run, RunActivity activity) {
        HeardRun.Commit commit = run.commit();
        to.put("id", run.id().value())
                .put("name", run.pipeline().name())
                .put("display_title", run.title())
                .put("path", run.pipeline().path())
                .put("workflow_id", run.pipeline().id().value())
                .put("run_number", run.number())
                .put("run_attempt", run.attempt())
                .put("event", run.event())
                .put("status", status(activity))
                .put("conclusion", EnumWords.ofNullable(run.conclusion()))
                .put("head_branch", commit.branch())
                .put("head_sha", commit.sha());
        ObjectNode head = to.putObject("head_commit");
        head.put("id", commit.sha()).put("message", commit.title());
        head.putObject("author").put("name", commit.author());
        person(to.putObject("actor"), run);
        person(to.putObject("triggering_actor"), run);
        to.put("created_at", time(run.times().created()))
                .put("run_started_at", time(run.times().started()))
                .put("updated_at", time(run.times().told()));
        repository(to.putObject("head_repository"), run);
        repository(to.putObject("repository"), run);
    }

    private static String status(RunActivity activity) {
        return switch (activity) {
            case REQUESTED -> "queued";
            case IN_PROGRESS -> "in_progress";
            case COMPLETED -> "completed";
        };
    }

    private static ObjectNode repository(ObjectNode to, HeardRun run) {
        return to.put("id", run.repository().id().value())
                .put("full_name", run.repository().name());
    }

    private static void person(ObjectNode to, HeardRun run) {
        to.put("login", run.actor());
    }

    /// ISO 8601 in UTC, to the second.
    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
