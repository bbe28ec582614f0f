package dev.minijenkin.server.outbox;

import dev.minijenkin.db.outbox.TakenMessage;
import dev.minijenkin.db.outbox.TakenMessage.Receiver;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// Words messages as the kinds of their targets take them.
///
/// @param clock of this host: a signature carries the time at which it was made
record Requests(Clock clock) {
    /// @param secret of the target; empty: it has none
    OutgoingRequest of(TakenMessage message, Told told, String secret) {
        OutgoingRequest request = write(message, told, secret);
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put("Idempotency-Key", message.key().toString());
        return new OutgoingRequest(request.method(), request.address(), headers, request.body());
    }

    private OutgoingRequest write(TakenMessage message, Told told, String secret) {
        Receiver receiver = message.receiver();
        return switch (receiver.kind()) {
            case SLACK -> OutgoingRequest.post(URI.create(secret), Map.of(), SlackMessage.of(told));
            case DISCORD ->
                    OutgoingRequest.post(waiting(secret), Map.of(), DiscordMessage.of(told));
            case WEBHOOK -> webhook(message, told, secret);
            case GITHUB_STATUS,
                    GITLAB_STATUS,
                    GITEA_STATUS,
                    BITBUCKET_STATUS,
                    BITBUCKET_SERVER_STATUS ->
                    new CommitStatus(receiver.kind(), receiver.url(), secret).of(told);
            case GITHUB_CHECKS ->
                    throw new IllegalArgumentException("Checks take more than one request");
        };
    }

    private OutgoingRequest webhook(TakenMessage message, Told told, String secret) {
        String body = WebhookMessage.of(message, told);
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Mini-Jenkin-Event", message.event());
        if (!secret.isEmpty()) {
            headers.putAll(
                    WebhookSignature.headers(
                            secret,
                            message.key().toString(),
                            clock.instant().getEpochSecond(),
                            body));
        }
        return OutgoingRequest.post(URI.create(message.receiver().url()), headers, body);
    }

    /// Discord tells what it refuses only to those that wait.
    private static URI waiting(String address) {
        return URI.create(address + (address.contains("?") ? "&" : "?") + "wait=true");
    }
}
