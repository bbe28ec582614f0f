package dev.minijenkin.server.scale;

import dev.minijenkin.server.outbox.OutgoingRequest;
import dev.minijenkin.server.outbox.Response;
import dev.minijenkin.server.outbox.Sender;
import dev.minijenkin.server.outbox.WebhookSignature;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Sends each message as a targets' webhook is sent, signed alike.
final class AddressCaller implements ScaleCaller {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ScaleReceiver.Address receiver;
    private final Sender sender;
    private final Clock clock;

    /// @param clock of this host: a signature carries the time at which it was made
    AddressCaller(ScaleReceiver.Address receiver, Duration limit, Clock clock) {
        this.receiver = receiver;
        this.sender = new Sender(limit.compareTo(CONNECT) < 0 ? limit : CONNECT, limit);
        this.clock = clock;
    }

    @Override
    public Optional<String> call(ScaleMessage message) throws InterruptedException {
        String body = message.json();
        String id = message.id().toString();
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Mini-Jenkin-Event", ScaleMessage.EVENT);
        headers.put("Idempotency-Key", id);
        if (!receiver.secret().isEmpty()) {
            headers.putAll(
                    WebhookSignature.headers(
                            receiver.secret(), id, clock.instant().getEpochSecond(), body));
        }
        return switch (sender.send(OutgoingRequest.post(receiver.url(), headers, body))) {
            case Response.None none -> Optional.of(none.error());
            case Response.Http http ->
                    http.status() / 100 == 2
                            ? Optional.empty()
                            : Optional.of(
                                    "%s answered with %d%s"
                                            .formatted(
                                                    receiver.url().getHost(),
                                                    http.status(),
                                                    http.excerpt().isBlank()
                                                            ? ""
                                                            : ": " + http.excerpt().strip()));
        };
    }

    @Override
    public void close() {
        sender.close();
    }
}
