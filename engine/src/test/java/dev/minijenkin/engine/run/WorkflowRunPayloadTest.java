package dev.minijenkin.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.listener.HeardRun;
import dev.minijenkin.db.listener.RunActivity;
import dev.minijenkin.db.run.Conclusion;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowRunPayloadTest {
    private static final Instant CREATED = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final Instant STARTED = Instant.parse("2026-02-03T04:05:07Z");
    private static final Instant TOLD = Instant.parse("2026-02-03T04:06:00.999999Z");

    @Test
    void anEndedRunIsToldWhole() throws IOException {
        assertThat(payload(run(Conclusion.TIMED_OUT, STARTED), RunActivity.COMPLETED))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"action": "completed",
                                         "workflow": {"id": 5, "name": "CI", "path": "ci.yml"},
                                         "workflow_run": {
                                            "id": 7, "name": "CI", "display_title": "Say \\"hi\\"", "path": "ci.yml",
                                            "workflow_id": 5, "run_number": 12, "run_attempt": 2, "event": "push",
                                            "status": "completed", "conclusion": "timed_out",
                                            "head_branch": "topic", "head_sha": "abc",
                                            "head_commit": {"id": "abc", "message": "Mend it",
                                                "author": {"name": "Ada"}},
                                            "actor": {"login": "ada"}, "triggering_actor": {"login": "ada"},
                                            "created_at": "2026-02-03T04:05:06Z",
                                            "run_started_at": "2026-02-03T04:05:07Z",
                                            "updated_at": "2026-02-03T04:06:00Z",
                                            "head_repository": {"id": 3, "full_name": "team/app"},
                                            "repository": {"id": 3, "full_name": "team/app"}},
                                         "repository": {"id": 3, "full_name": "team/app", "default_branch": "main"},
                                         "sender": {"login": "ada"}}
                                        """));
    }

    @Test
    void whatIsNotKnownYetIsNull() throws IOException {
        JsonNode run = payload(run(null, null), RunActivity.REQUESTED).path("workflow_run");

        assertThat(run.path("status").asText()).isEqualTo("queued");
        assertThat(run.path("conclusion").isNull()).isTrue();
        assertThat(run.path("run_started_at").isNull()).isTrue();
    }

    private static JsonNode payload(HeardRun run, RunActivity activity) throws IOException {
        String json = new String(WorkflowRunPayload.of(run, activity), UTF_8);
        return new ObjectMapper().readTree(json);
    }

    private static HeardRun run(@Nullable Conclusion conclusion, @Nullable Instant started) {
        return new HeardRun(
                new RunId(7),
                new HeardRun.Origin(new RepositoryId(3), "team/app", "main"),
                new HeardRun.Workflow(new PipelineId(5), "CI", "ci.yml"),
                12,
                2,
                "Say \"hi\"",
                "push",
                "ada",
                conclusion,
                new HeardRun.Commit("topic", "abc", "Mend it", "Ada"),
                new HeardRun.Times(CREATED, started, TOLD),
                0);
    }
}
