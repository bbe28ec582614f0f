package dev.minijenkin.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.outbox.MessageTaker;
import dev.minijenkin.db.outbox.MessageTakes;
import dev.minijenkin.db.outbox.Messages;
import dev.minijenkin.db.outbox.TakenMessage;
import dev.minijenkin.db.outbox.TargetEvent;
import dev.minijenkin.db.outbox.TargetFilter;
import dev.minijenkin.db.outbox.TargetId;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchQuery;
import dev.minijenkin.db.search.saved.SavedSearches;
import dev.minijenkin.server.outbox.FakeReceiver.Received;
import dev.minijenkin.server.outbox.FakeReceiver.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// From the end of a run to its receiver.
class OutboxDispatcherTest {
    private static final TargetFilter ENDS = TargetFilter.of(TargetEvent.RUN_FINISHED);
    private static final TargetFilter ALL =
            TargetFilter.of(TargetEvent.RUN_QUEUED, TargetEvent.RUN_FINISHED);
    private static final String MAIN = "refs/heads/main";

    @AutoClose private final DispatcherBench bench = new DispatcherBench();
    private final FakeReceiver receiver = bench.receiver;

    @Test
    void aRunThatFailsIsToldOnceToEachKindOfTarget() throws Exception {
        bench.target("chat", TargetKind.SLACK, receiver.url("/slack"), ENDS);
        bench.target("game", TargetKind.DISCORD, receiver.url("/discord"), ENDS);
        bench.target("hook", TargetKind.WEBHOOK, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", ENDS);
        for (TargetKind kind : TargetKind.values()) {
            if (kind.isStatus()) {
                bench.target(kind.name(), kind, "token", ALL);
            }
        }
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            Run run = bench.finished(MAIN, Conclusion.FAILURE);
            bench.awaitDelivered(3 + 5 * 2);

            assertThat(receiver.received("/slack")).hasSize(1);
            assertThat(receiver.received("/discord")).hasSize(1);
            Received hook = receiver.received("/hook").getFirst();
            JsonNode body = new JsonMapper().readTree(hook.body());
            assertThat(body.path("standing").asText()).isEqualTo("failure");
            assertThat(body.path("run").path("id").asLong()).isEqualTo(run.id().value());
            assertThat(body.path("link").asText())
                    .isEqualTo("https://ci.example.org/runs/" + run.id().value());
            assertThat(hook.header("webhook-signature"))
                    .isEqualTo(
                            WebhookSignature.headers(
                                            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                                            hook.header("webhook-id"),
                                            Long.parseLong(hook.header("webhook-timestamp")),
                                            hook.body())
                                    .get("webhook-signature"));
            assertThat(receiver.received("/GITHUB_STATUS/statuses/" + run.origin().commitSha()))
                    .extracting(
                            sent -> new JsonMapper().readTree(sent.body()).path("state").asText())
                    .containsExactly("pending", "failure");
            assertThat(keys(receiver.received())).hasSize(13).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsOfOneBranchComesInItsOrderAlsoThroughFailuresAndTwoDispatchers() {
        bench.target("hook", TargetKind.WEBHOOK, "", ENDS);
        AtomicInteger asked = new AtomicInteger();
        receiver.at("/hook", _ -> Reply.status(asked.incrementAndGet() % 2 == 0 ? 200 : 500));
        IntStream.range(0, 8).forEach(_ -> bench.finished(MAIN, Conclusion.SUCCESS));

        try (DispatcherBench.Dispatching _ = bench.dispatch();
                DispatcherBench.Dispatching _ = bench.dispatch()) {
            bench.awaitDelivered(8);
        }

        assertThat(
                        numbers(
                                receiver.received("/hook").stream()
                                        .filter(OutboxDispatcherTest::isGood)
                                        .toList()))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void anAttemptThatFailedIsRepeatedUnderItsKey() {
        bench.target("hook", TargetKind.WEBHOOK, "", ENDS);
        AtomicInteger asked = new AtomicInteger();
        receiver.at(
                "/hook", _ -> asked.incrementAndGet() == 1 ? new Reply.Break() : Reply.status(200));
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            bench.finished(MAIN, Conclusion.SUCCESS);
            bench.awaitDelivered(1);
        }

        assertThat(Set.copyOf(keys(receiver.received("/hook")))).hasSize(1);
        assertThat(receiver.received("/hook")).hasSize(2);
        assertThat(receiver.received("/hook").get(0).body())
                .isEqualTo(receiver.received("/hook").get(1).body());
    }

    @Test
    void whatADeadDispatcherHadInHandComesFromAnotherUnderItsKey() {
        bench.target("hook", TargetKind.WEBHOOK, "", ENDS);
        bench.finished(MAIN, Conclusion.SUCCESS);
        MessageTaker dead =
                new MessageTaker(
                        UUID.randomUUID(), Duration.ofMillis(300), 4, 3, Duration.ofMinutes(10));
        TakenMessage taken = bench.owner.statement(tx -> MessageTakes.take(tx, dead, 1)).getFirst();

        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            bench.awaitDelivered(1);
        }

        assertThat(keys(receiver.received("/hook"))).containsExactly(taken.key().toString());
        assertThat(bench.rows().text("select attempts from webhooks_outbox")).isEqualTo("2");
    }

    @Test
    void aTargetThatHangsDelaysNoOther() {
        bench.target("hung", TargetKind.WEBHOOK, "", ENDS);
        bench.target("hook", TargetKind.WEBHOOK, "", ENDS);
        receiver.at("/hung", _ -> new Reply.Hang());
        IntStream.range(0, 20)
                .forEach(branch -> bench.finished("refs/heads/b" + branch, Conclusion.SUCCESS));

        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            bench.awaitDelivered(20);

            bench.rows()
                    .awaitCount(
                            1, "outbox_targets where name = 'hung' and circuit_open_until > now()");
            assertThat(receiver.received("/hung")).hasSizeLessThan(20);
            assertThat(
                            bench.rows()
                                    .texts(
                                            "select distinct t.name from webhooks_outbox w join outbox_targets t on t.id = w.target_id where w.state = 'delivered'"))
                    .containsExactly("hook");
        }
    }

    @Test
    void whoAnswersTooManyIsLeftAloneForAsLongAsItSays() {
        bench.target("hook", TargetKind.WEBHOOK, "", ENDS);
        AtomicInteger asked = new AtomicInteger();
        receiver.at(
                "/hook",
                _ ->
                        asked.incrementAndGet() == 1
                                ? new Reply.Status(429, Map.of("Retry-After", "2"), "slow down")
                                : Reply.status(200));
        bench.finished(MAIN, Conclusion.SUCCESS);
        bench.finished("refs/heads/next", Conclusion.SUCCESS);
        long begin = System.nanoTime();
        bench.rows()
                .execute(
                        "update webhooks_outbox set next_attempt_at = now() + interval '300 ms' where id = (select max(id) from webhooks_outbox)");

        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            bench.awaitDelivered(2);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThan(Duration.ofSeconds(2));
        assertThat(receiver.received("/hook")).hasSize(3);
        assertThat(bench.rows().text("select consecutive_failures from outbox_targets"))
                .isEqualTo("0");
    }

    @Test
    void aDeadLetterIsSentAgainByAPerson() {
        bench.target("hook", TargetKind.WEBHOOK, "", ENDS);
        AtomicInteger asked = new AtomicInteger();
        receiver.at(
                "/hook",
                _ ->
                        asked.incrementAndGet() == 1
                                ? new Reply.Status(422, Map.of(), "no such field")
                                : Reply.status(200));
        bench.finished(MAIN, Conclusion.SUCCESS);
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            bench.rows().awaitCount(1, "webhooks_outbox where state = 'dead'");
            assertThat(bench.rows().text("select last_error from webhooks_outbox"))
                    .isEqualTo("The receiver answered 422: no such field");
            long id = Long.parseLong(bench.rows().text("select id from webhooks_outbox"));

            assertThat(
                            bench.owner.<List<MessageId>>statement(
                                    tx -> Messages.resend(tx, List.of(new MessageId(id)))))
                    .hasSize(1);
            bench.awaitDelivered(1);
        }
        assertThat(Set.copyOf(keys(receiver.received("/hook")))).hasSize(1);
    }

    @Test
    void onlyChangesOfABranchAreTold() {
        bench.target(
                "hook",
                TargetKind.WEBHOOK,
                "",
                new TargetFilter(Set.of(TargetEvent.RUN_FINISHED), List.of(), List.of(), true));
        Run late = bench.run(MAIN);
        List.of(
                        Conclusion.SUCCESS,
                        Conclusion.FAILURE,
                        Conclusion.FAILURE,
                        Conclusion.CANCELLED,
                        Conclusion.SUCCESS,
                        Conclusion.SUCCESS)
                .forEach(end -> bench.finished(MAIN, end));
        bench.finished("refs/heads/next", Conclusion.FAILURE);
        // It began before all others, and says nothing about how the branch stands now.
        bench.finish(late, Conclusion.FAILURE);

        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            bench.rows().awaitCount(0, "webhooks_outbox where state = 'pending'");
        }

        assertThat(numbers(receiver.received("/hook"))).containsExactlyInAnyOrder(3L, 6L, 8L);
        assertThat(bench.rows().count("webhooks_outbox where state = 'unchanged'")).isEqualTo(4);
        assertThat(receiver.received("/hook"))
                .anySatisfy(sent -> assertThat(sent.body()).contains("\"standing\":\"fixed\""));
    }

    @Test
    void aTestMessageSaysWhetherTheTargetIsReached() {
        TargetId chat = bench.target("chat", TargetKind.SLACK, receiver.url("/slack"), ENDS);
        TargetId gone = bench.target("gone", TargetKind.WEBHOOK, "", ENDS);
        receiver.at("/gone", _ -> Reply.status(404));
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            MessageId good =
                    bench.owner
                            .statement(tx -> Messages.test(tx, chat, UUID.randomUUID()))
                            .orElseThrow();
            MessageId bad =
                    bench.owner
                            .statement(tx -> Messages.test(tx, gone, UUID.randomUUID()))
                            .orElseThrow();
            bench.rows()
                    .awaitCount(
                            1,
                            "webhooks_outbox where state = 'delivered' and id = " + good.value());
            bench.rows()
                    .awaitCount(1, "webhooks_outbox where state = 'dead' and id = " + bad.value());
        }
        assertThat(receiver.received("/slack").getFirst().body())
                .contains("This is a test of the target");
    }

    @Test
    void aCommitHasTheStatusOfItsNewestRunStepByStep() throws Exception {
        bench.target(
                "GITLAB",
                TargetKind.GITLAB_STATUS,
                "token",
                TargetFilter.of(
                        TargetEvent.RUN_QUEUED, TargetEvent.RUN_STARTED, TargetEvent.RUN_FINISHED));
        String path = "/GITLAB/statuses/" + SampleData.COMMIT;
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            Run older = bench.run(MAIN);
            bench.awaitDelivered(1);
            Run newer = bench.run("refs/heads/next");
            bench.begin(newer);
            bench.finish(newer, Conclusion.SUCCESS);
            // It says nothing of the commit that the newer run does not.
            bench.finish(older, Conclusion.FAILURE);
            bench.rows().awaitCount(0, "webhooks_outbox where state = 'pending'");

            assertThat(receiver.received(path))
                    .extracting(
                            sent -> new JsonMapper().readTree(sent.body()).path("state").asText())
                    .containsExactly("pending", "pending", "running", "success");
            assertThat(bench.rows().texts("select state from webhooks_outbox order by id desc"))
                    .startsWith("unchanged", "delivered");
        }
    }

    @Test
    void whatASavedSearchFoundIsToldOnceToChatsAndWebhooks() throws Exception {
        TargetFilter matches = TargetFilter.of(TargetEvent.SEARCH_MATCHED);
        bench.target("chat", TargetKind.SLACK, receiver.url("/slack"), matches);
        bench.target("game", TargetKind.DISCORD, receiver.url("/discord"), matches);
        bench.target("hook", TargetKind.WEBHOOK, "", matches);
        bench.target("ends", TargetKind.WEBHOOK, "", ENDS);
        bench.owner.run(
                tx -> SavedSearches.save(tx, "heap", SearchQuery.words("heap"), SearchFacets.NONE));
        Run run = bench.finished(MAIN, Conclusion.FAILURE);
        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            bench.rows()
                    .execute(
                            """
                            insert into saved_search_matches (search_id, job_id, claim_id, line, lines, text)
                            select s.id, j.id, 1, 17, 3, 'out of <heap>'
                            from saved_searches s, jobs j where j.run_id = %d
                            """
                                    .formatted(run.id().value()));
            bench.awaitDelivered(4);
        }

        assertThat(receiver.received("/slack")).hasSize(1);
        assertThat(receiver.received("/slack").getFirst().body()).contains("out of &lt;heap&gt;");
        assertThat(receiver.received("/discord")).hasSize(1);
        assertThat(receiver.received("/hook")).hasSize(1);
        Received hook = receiver.received("/hook").getFirst();
        assertThat(hook.header("X-Mini-Jenkin-Event")).isEqualTo("search_matched");
        JsonNode body = new JsonMapper().readTree(hook.body());
        assertThat(body.path("text").asText())
                .isEqualTo("shop › ci #1 › build on main printed what \"heap\" asks for");
        assertThat(body.path("job").path("name").asText()).isEqualTo("build");
        assertThat(body.path("run").path("id").asLong()).isEqualTo(run.id().value());
        assertThat(body.path("search").toString())
                .isEqualTo(
                        "{\"name\":\"heap\",\"line\":17,\"lines\":3,\"text\":\"out of <heap>\"}");
    }

    /// A receiver may say what it was sent.
    @Test
    void noSecretIsRepeatedInAnError() {
        bench.target("GITHUB", TargetKind.GITHUB_STATUS, "ghp_topsecret", ENDS);
        bench.finished(MAIN, Conclusion.SUCCESS);
        String sha = bench.rows().text("select commit_sha from pipeline_runs");
        receiver.at(
                "/GITHUB/statuses/" + sha,
                sent -> new Reply.Status(422, Map.of(), "bad " + sent.header("Authorization")));

        try (DispatcherBench.Dispatching _ = bench.dispatch()) {
            bench.rows().awaitCount(1, "webhooks_outbox where state = 'dead'");
        }

        assertThat(bench.rows().text("select last_error from webhooks_outbox"))
                .endsWith("bad Bearer ***");
        assertThat(bench.rows().text("select error from outbox_attempts"))
                .endsWith("bad Bearer ***");
    }

    private static boolean isGood(Received sent) {
        return sent.reply() instanceof Reply.Status(int status, _, _) && status == 200;
    }

    private static List<String> keys(List<Received> sent) {
        return sent.stream().map(one -> one.header("Idempotency-Key")).toList();
    }

    private static List<Long> numbers(List<Received> sent) {
        return sent.stream()
                .map(one -> {
                    try {
                        return new JsonMapper()
                                .readTree(one.body())
                                .path("run")
                                .path("number")
                                .asLong();
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }
}
