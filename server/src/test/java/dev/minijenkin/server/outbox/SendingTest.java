package dev.minijenkin.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.outbox.AttemptEnd;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.server.outbox.FakeReceiver.Reply;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What is sent, what comes back, and what that means.
class SendingTest {
    private static final DispatcherSettings SETTINGS =
            DispatcherSettings.USUAL.within(Duration.ofSeconds(1), Duration.ofMinutes(30));

    @AutoClose private final FakeReceiver receiver = new FakeReceiver();
    @AutoClose private final Sender sender = new Sender(SETTINGS.connect(), SETTINGS.answer());
    private final Verdict verdict = new Verdict(SETTINGS, RandomGenerator.getDefault());

    @Test
    void anAnswerThatNeverComesIsNotWaitedFor() throws Exception {
        receiver.at("/hang", _ -> new Reply.Hang());

        assertThat(send("/hang"))
                .isInstanceOfSatisfying(
                        Response.None.class,
                        none ->
                                assertThat(none.error())
                                        .isEqualTo("127.0.0.1 did not answer within 1 s"));
    }

    @Test
    void whatGoesWrongOnTheWayIsOneSentence() throws Exception {
        receiver.at("/break", _ -> new Reply.Break());
        assertThat(error(send("/break"))).startsWith("The connection to 127.0.0.1 broke");
        assertThat(error(sendTo("http://127.0.0.1:1/"))).isEqualTo("127.0.0.1 refuses connections");
        assertThat(error(sendTo("http://no-such-host.invalid/")))
                .isEqualTo("The host no-such-host.invalid is not known");
        assertThat(error(sendTo("http://169.254.169.254/latest/meta-data")))
                .isEqualTo("169.254.169.254 is 169.254.169.254, where nothing is sent to");
        assertThat(error(sendTo("http://0.0.0.0/"))).contains("where nothing is sent to");
    }

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        receiver.at(
                "/moved",
                _ -> new Reply.Status(307, Map.of("Location", receiver.url("/there")), ""));

        Response answer = send("/moved");

        assertThat(receiver.received("/there")).isEmpty();
        assertThat(verdict.of(TargetKind.WEBHOOK, answer, 1))
                .isInstanceOfSatisfying(
                        AttemptEnd.Refused.class,
                        refused ->
                                assertThat(refused.error())
                                        .contains("307")
                                        .contains("enter the new address"));
    }

    @Test
    void anAnswerWithoutEndIsReadInPart() throws Exception {
        receiver.at("/long", _ -> new Reply.Status(500, Map.of(), "x".repeat(5_000_000)));

        assertThat(send("/long"))
                .isInstanceOfSatisfying(
                        Response.Http.class, http -> assertThat(http.excerpt()).hasSize(2048));
    }

    @Test
    void whatTheMessageIsToBlameForIsGivenUpAndTheRestIsTriedAgain() {
        for (int status : List.of(200, 201, 204)) {
            assertThat(judge(status)).isInstanceOf(AttemptEnd.Delivered.class);
        }
        for (int status : List.of(400, 405, 409, 413, 415, 422, 301)) {
            assertThat(judge(status)).isInstanceOf(AttemptEnd.Refused.class);
        }
        for (int status : List.of(401, 403, 404, 408, 410, 500, 502, 503, 504)) {
            assertThat(judge(status))
                    .isInstanceOfSatisfying(
                            AttemptEnd.Failed.class,
                            failed -> assertThat(failed.counts()).isTrue());
        }
        assertThat(judge(429))
                .isInstanceOfSatisfying(
                        AttemptEnd.Failed.class,
                        failed -> {
                            assertThat(failed.counts()).isFalse();
                            assertThat(failed.pause()).isPresent();
                        });
    }

    @Test
    void aStatusThatGitlabHasAlreadyIsThere() {
        Response answer =
                new Response.Http(
                        Duration.ZERO,
                        400,
                        Optional.empty(),
                        "{\"message\":\"Cannot transition status via :enqueue from :pending\"}");

        assertThat(verdict.of(TargetKind.GITLAB_STATUS, answer, 1))
                .isInstanceOf(AttemptEnd.Delivered.class);
        assertThat(verdict.of(TargetKind.WEBHOOK, answer, 1))
                .isInstanceOf(AttemptEnd.Refused.class);
    }

    @Test
    void pausesDoubleWithJitterUpToTheLongest() {
        for (int attempt = 1; attempt < 40; attempt++) {
            double expected = Math.min(1800, 2 * Math.pow(2, attempt - 1));
            AttemptEnd.Failed failed = (AttemptEnd.Failed) verdict.later("no", attempt);
            assertThat(failed.after().toMillis() / 1000.0)
                    .isBetween(expected * 0.74, expected * 1.26);
        }
    }

    @Test
    void theReceiverSaysWhenItWantsToBeAskedAgain() {
        assertThat(retryAfter("120", "")).contains(Duration.ofMinutes(2));
        assertThat(retryAfter("0.35", "")).contains(Duration.ofMillis(350));
        assertThat(retryAfter("Wed, 21 Oct 2026 07:28:30 GMT", "Wed, 21 Oct 2026 07:28:00 GMT"))
                .contains(Duration.ofSeconds(30));
        assertThat(retryAfter("Wed, 21 Oct 2026 07:28:30 GMT", "")).isEmpty();
        assertThat(retryAfter("soon", "")).isEmpty();
        assertThat(retryAfter("-5", "")).isEmpty();

        AttemptEnd.Failed failed =
                (AttemptEnd.Failed)
                        verdict.of(
                                TargetKind.WEBHOOK,
                                new Response.Http(
                                        Duration.ZERO, 503, Optional.of(Duration.ofDays(9)), ""),
                                1);
        assertThat(failed.pause()).contains(Duration.ofDays(1));
        assertThat(failed.after()).isEqualTo(Duration.ofDays(1));
    }

    /// The example of the specification.
    @Test
    void aWebhookIsSignedAsTheStandardHasIt() {
        assertThat(
                        WebhookSignature.headers(
                                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                1614265330,
                                "{\"test\": 2432232314}"))
                .containsEntry(
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    private AttemptEnd judge(int status) {
        return verdict.of(
                TargetKind.WEBHOOK,
                new Response.Http(Duration.ZERO, status, Optional.empty(), ""),
                1);
    }

    private static Optional<Duration> retryAfter(String value, String date) {
        return RetryAfter.of(
                HttpHeaders.of(
                        date.isEmpty()
                                ? Map.of("Retry-After", List.of(value))
                                : Map.of("Retry-After", List.of(value), "Date", List.of(date)),
                        (_, _) -> true));
    }

    private static String error(Response answer) {
        return ((Response.None) answer).error();
    }

    private Response send(String path) throws InterruptedException {
        return sendTo(receiver.url(path));
    }

    private Response sendTo(String address) throws InterruptedException {
        return sender.send(OutgoingRequest.post(URI.create(address), Map.of(), "{}"));
    }
}
