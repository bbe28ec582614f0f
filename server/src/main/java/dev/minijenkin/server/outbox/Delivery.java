package dev.minijenkin.server.outbox;

import dev.minijenkin.db.outbox.AttemptEnd;
import dev.minijenkin.db.outbox.AttemptEnd.Trial;
import dev.minijenkin.db.outbox.TakenMessage;
import dev.minijenkin.server.outbox.TargetSecrets.SecretUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt to deliver a message. Thread-safe.
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final ToldMessages messages;
    private final TargetSecrets secrets;
    private final Requests requests;
    private final Sender sender;
    private final Verdict verdict;

    Delivery(
            ToldMessages messages,
            TargetSecrets secrets,
            Requests requests,
            Sender sender,
            Verdict verdict) {
        this.messages = messages;
        this.secrets = secrets;
        this.requests = requests;
        this.sender = sender;
        this.verdict = verdict;
    }

    /// What came of it.
    record Outcome(AttemptEnd end, Trial trial) {
        static Outcome unsent(AttemptEnd end) {
            return new Outcome(end, Trial.NONE);
        }
    }

    Outcome attempt(TakenMessage message) throws InterruptedException {
        return switch (messages.read(message)) {
            case ToldMessages.Found.Unchanged() -> Outcome.unsent(new AttemptEnd.Unchanged());
            case ToldMessages.Found.Gone(String sentence) ->
                    Outcome.unsent(new AttemptEnd.Refused(sentence));
            case ToldMessages.Found.Something(Told told) -> send(message, told);
        };
    }

    private Outcome send(TakenMessage message, Told told) throws InterruptedException {
        String secret;
        OutgoingRequest request;
        try {
            secret =
                    message.receiver().sealedSecret() == null
                            ? ""
                            : secrets.open(message.receiver());
            request = requests.of(message, told, secret);
        } catch (SecretUnavailableException e) {
            return Outcome.unsent(verdict.later(String.valueOf(e.getMessage()), message.attempt()));
        } catch (IllegalArgumentException e) {
            LOG.debug("Message {} cannot be written", message.id().value(), e);
            return Outcome.unsent(
                    new AttemptEnd.Refused(
                            "The address or the secret of the target cannot be used: enter it anew"));
        }
        Answer answer = hidden(sender.send(request), secret);
        return new Outcome(
                verdict.of(message.receiver().kind(), answer, message.attempt()), trial(answer));
    }

    /// A receiver may repeat what it was sent, and everybody reads why an attempt failed.
    private static Answer hidden(Answer answer, String secret) {
        return switch (answer) {
            case Answer.Http http when !secret.isEmpty() ->
                    new Answer.Http(
                            http.took(),
                            http.status(),
                            http.retryAfter(),
                            http.excerpt().replace(secret, "***"));
            case Answer.Http http -> http;
            case Answer.None none -> none;
        };
    }

    private static Trial trial(Answer answer) {
        return switch (answer) {
            case Answer.Http http -> new Trial(http.took(), http.status());
            case Answer.None none -> new Trial(none.took(), null);
        };
    }
}
