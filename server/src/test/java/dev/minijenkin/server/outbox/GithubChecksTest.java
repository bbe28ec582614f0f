package dev.minijenkin.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.outbox.NewTarget;
import dev.minijenkin.db.outbox.TargetEvent;
import dev.minijenkin.db.outbox.TargetFilter;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.outbox.Targets;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.testing.Rows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each job of a run is a check at GitHub, which an app makes.
class GithubChecksTest {
    private static final String MAIN = "refs/heads/main";
    private static final TargetFilter ALL =
            TargetFilter.of(
                    TargetEvent.RUN_QUEUED,
                    TargetEvent.RUN_STARTED,
                    TargetEvent.RUN_FINISHED,
                    TargetEvent.JOB_FINISHED);

    @AutoClose private final DispatcherBench bench = new DispatcherBench();
    private final FakeChecks github = new FakeChecks(bench.receiver);

    @BeforeEach
    void addTarget() {
        byte[] secret =
                AppKey.secret(FakeChecks.APP, github.pem()).getBytes(StandardCharsets.UTF_8);
        bench.owner.runInTransaction(tx ->
                assertThat(
                                Targets.add(
                                        tx,
                                        new NewTarget(
                                                "checks",
                                                TargetKind.GITHUB_CHECKS,
                                                bench.shop,
                                                github.url(),
                                                "key",
                                                secret,
                                                ALL)))
                        .isPresent());
    }

    @Test
    void aCheckFollowsItsJobFromTheQueueToItsEnd() {
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            Run run = bench.run(MAIN);
            awaitTold("queued");
            JsonNode check = github.checks().getFirst();
            assertThat(check.path("head_sha").asText()).isEqualTo(run.origin().commitSha());
            assertThat(check.path("details_url").asText())
                    .isEqualTo(
                            "https://ci.example.org/runs/%d?job=%s"
                                    .formatted(
                                            run.id().value(), check.path("external_id").asText()));
            assertThat(check.path("name").asText()).endsWith(" / build");

            bench.rows().execute("update jobs set state = 'running', started_at = now()");
            bench.begin(run);
            awaitTold("in_progress");

            bench.finish(run, Conclusion.FAILURE);
            awaitTold("completed");
            assertThat(github.checks()).hasSize(1);
            assertThat(github.checks().getFirst().path("conclusion").asText()).isEqualTo("failure");
            assertThat(github.checks().getFirst().path("output").path("title").asText())
                    .startsWith("Failed");
            assertThat(github.tokensGiven()).isEqualTo(1);
        }
    }

    @Test
    void annotationsComeInRequestsOfFiftyAndEachOnce() {
        Run run = bench.run(MAIN);
        bench.owner.runInTransaction(tx -> {
            List<Annotation> all = new ArrayList<>();
            for (int i = 1; i <= 118; i++) {
                all.add(note(AnnotationLevel.WARNING, "warning " + i, "src/a.c", i, 3));
            }
            all.add(note(AnnotationLevel.FAILURE, "x".repeat(70_000), "src/b.c", 7, 0));
            all.add(note(AnnotationLevel.NOTICE, "of no file", "", 0, 0));
            Annotations.insert(
                    tx,
                    run.id(),
                    1,
                    all.stream()
                            .map(note ->
                                    new Annotation(
                                            SampleData.jobOf(tx, run, "build"),
                                            0,
                                            note.level(),
                                            note.title(),
                                            note.message(),
                                            note.path(),
                                            note.line(),
                                            note.column()))
                            .toList());
        });
        bench.finish(run, Conclusion.SUCCESS);
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            await().atMost(Rows.PATIENCE).until(() -> annotations().size() >= 120);
            awaitNothingPending();
        }

        assertThat(annotations()).hasSize(120);
        assertThat(annotations().get(41).path("message").asText()).isEqualTo("warning 42");
        assertThat(annotations().get(41).path("start_line").asInt()).isEqualTo(42);
        assertThat(annotations().get(41).path("start_column").asInt()).isEqualTo(3);
        assertThat(annotations().get(118).path("annotation_level").asText()).isEqualTo("failure");
        assertThat(annotations().get(119).path("path").asText()).isEqualTo(".github");
        assertThat(github.checks()).hasSize(1);
    }

    @Test
    void anAnswerThatIsLostMakesNoSecondCheck() {
        github.loseAnAnswer();
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            Run run = bench.run(MAIN);
            bench.finish(run, Conclusion.SUCCESS);
            awaitTold("completed");
            awaitNothingPending();
        }

        assertThat(github.checks()).hasSize(1);
        assertThat(github.checks().getFirst().path("conclusion").asText()).isEqualTo("success");
    }

    @Test
    void aTokenThatIsRefusedIsReplaced() {
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            Run run = bench.run(MAIN);
            awaitTold("queued");
            github.revokeAll();
            bench.finish(run, Conclusion.SKIPPED);
            awaitTold("completed");
        }

        assertThat(github.tokensGiven()).isEqualTo(2);
    }

    @Test
    void whatGithubRefusesOfOneJobKeepsNoOther() {
        Run run = bench.run(MAIN);
        bench.owner.runInTransaction(tx -> SampleData.add(tx, run, "other"));
        github.refuse(" / build");
        bench.finish(run, Conclusion.SUCCESS);
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            awaitNothingPending();
        }

        assertThat(github.checks()).hasSize(1);
        assertThat(github.checks().getFirst().path("name").asText()).endsWith(" / other");
        assertThat(
                        bench.rows()
                                .texts(
                                        "select distinct last_error from webhooks_outbox where state = 'dead'"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("422");
    }

    @Test
    void aTestOfTheTargetAsksForTheRepositoryAsTheApp() {
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            bench.rows().execute("select test_target(id, gen_random_uuid()) from outbox_targets");
            bench.awaitDelivered(1);
        }

        assertThat(bench.receiver.received("/repos/shop/web").getFirst().header("Authorization"))
                .startsWith("Bearer ghs_");
    }

    @Test
    void aKeyThatIsNoneIsRefusedBeforeItIsKept() {
        assertThatThrownBy(() -> AppKey.secret("12345", "nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".pem");
        assertThatThrownBy(() -> AppKey.secret("\"", github.pem()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id of an app");
        String pkcs8 =
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----"
                        .formatted(
                                Base64.getMimeEncoder()
                                        .encodeToString(github.key.getPrivate().getEncoded()));
        assertThat(AppKey.of(AppKey.secret("Iv23liABC", pkcs8)).key())
                .isEqualTo(AppKey.of(AppKey.secret("1", github.pem())).key());
    }

    private static Annotation note(
            AnnotationLevel level, String message, String path, int line, int column) {
        return new Annotation(null, 0, level, "", message, path, line, column);
    }

    private List<JsonNode> annotations() {
        List<JsonNode> all = new ArrayList<>();
        for (ObjectNode check : github.checks()) {
            check.path("output").path("annotations").forEach(all::add);
        }
        return all;
    }

    private void awaitTold(String status) {
        await().atMost(Rows.PATIENCE)
                .until(() ->
                        !github.checks().isEmpty()
                                && github.checks().stream()
                                        .allMatch(check ->
                                                check.path("status").asText().equals(status)));
    }

    private void awaitNothingPending() {
        bench.rows().awaitCount(0, "webhooks_outbox where state = 'pending'");
    }
}
