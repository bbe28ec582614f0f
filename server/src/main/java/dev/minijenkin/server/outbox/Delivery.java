package dev.minijenkin.server.outbox;

import dev.minijenkin.db.outbox.AttemptEnd;
import dev.minijenkin.db.outbox.TakenMessage;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.server.outbox.TargetSecrets.SecretUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt to deliver a message. Thread-safe.
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final ToldMessages messages;
    private final TargetSecrets secrets;
    private final Requests requests;
    private final GithubChecks checks;
    private final Sender sender;
    private final Verdict verdict;

    Delivery(
            ToldMessages messages,
            TargetSecrets secrets,
            Requests requests,
            GithubChecks checks,
            Sender sender,
            Verdict verdict) {
        this.messages = messages;
        this.secrets = secrets;
        this.requests = requests;
        this.checks = checks;
        this.sender = sender;
        this.verdict = verdict;
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
        try {
            String secret =
                    message.receiver().sealedSecret() == null
                            ? ""
                            : secrets.open(message.receiver());
            return message.receiver().kind() == TargetKind.GITHUB_CHECKS
                    ? check(message, told, secret)
                    : send(message, requests.of(message, told, secret), secret);
        } catch (SecretUnavailableException e) {
            return Outcome.unsent(verdict.later(String.valueOf(e.getMessage()), message.attempt()));
        } catch (IllegalArgumentException e) {
            LOG.debug("Message {} cannot be written", message.id().value(), e);
            return Outcome.unsent(
                    new AttemptEnd.Refused(
                            "The address or the secret of the target cannot be used: enter it anew"));
        }
    }

    private Outcome check(TakenMessage message, Told told, String secret)
            throws InterruptedException {
        return switch (told) {
            case Told.OfRun run -> checks.tell(message, run, secret);
            case Told.OfText _ -> checks.test(message, secret);
            case Told.OfMatch _ ->
                    throw new IllegalArgumentException("There is no check for a search");
        };
    }

    private Outcome send(TakenMessage message, OutgoingRequest request, String secret)
            throws InterruptedException {
        Response answer = hidden(sender.send(request), secret);
        return Outcome.of(verdict.of(message.receiver().kind(), answer, message.attempt()), answer);
    }

    /// A receiver may repeat what it was sent, and everybody reads why an attempt failed.
    private static Response hidden(Response answer, String secret) {
        return switch (answer) {
            case Response.Http http when !secret.isEmpty() ->
                    new Response.Http(
                            http.took(),
                            http.status(),
                            http.retryAfter(),
                            http.excerpt().replace(secret, "***"));
            case Response.Http http -> http;
            case Response.None none -> none;
        };
    }
}
