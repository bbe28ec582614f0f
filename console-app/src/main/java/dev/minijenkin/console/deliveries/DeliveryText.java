package dev.minijenkin.console.deliveries;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.outbox.Message;
import dev.minijenkin.db.outbox.Target;
import dev.minijenkin.db.view.delivery.IncomingView;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/// Deliveries and messages in words.
final class DeliveryText {
    private DeliveryText() {}

    static String source(DeliverySource source) {
        return switch (source) {
            case GITHUB -> "GitHub";
            case GITEA -> "Gitea";
            case GITLAB -> "GitLab";
            case BITBUCKET -> "Bitbucket";
            case GIT -> "git";
            case COMMAND -> "a command";
            case SCHEDULE -> "a schedule";
            case RUN -> "another run";
        };
    }

    /// What came of it, also where that is nothing.
    static String outcome(IncomingView delivery, Instant at) {
        String started =
                delivery.started().stream()
                        .map(IncomingView.StartedRun::name)
                        .collect(Collectors.joining(", "));
        String error = delivery.progress().error().replace("`", "");
        return switch (delivery.progress().state()) {
            case PROCESSED -> started.isEmpty() ? "Done, started no run" : "Started " + started;
            case IGNORED -> error.isEmpty() ? "Started nothing" : "Started nothing: " + error;
            case FAILED -> "Failed: " + error;
            case RECEIVED -> {
                Instant next = delivery.progress().nextAttempt();
                yield error.isEmpty()
                        ? "Waits for its turn"
                        : "Tried again "
                                + (next == null || !next.isAfter(at)
                                        ? "now"
                                        : "in " + Durations.words(Duration.between(at, next)))
                                + ": "
                                + error;
            }
        };
    }

    static StateShape shape(IncomingView delivery) {
        return switch (delivery.progress().state()) {
            case PROCESSED -> StateShape.SUCCESS;
            case IGNORED -> StateShape.SKIPPED;
            case FAILED -> StateShape.FAILURE;
            case RECEIVED ->
                    delivery.progress().error().isEmpty() ? StateShape.QUEUED : StateShape.WAITING;
        };
    }

    static String outcome(Message message, Instant at) {
        Instant next = message.nextAttempt();
        return switch (message.state()) {
            case "delivered" -> "Delivered";
            case "unchanged" -> "Not sent: nothing had changed";
            case "dead" -> "Given up: " + message.lastError();
            default ->
                    message.lastError().isEmpty()
                            ? "Waits for its turn"
                            : "Tried again "
                                    + (next == null || !next.isAfter(at)
                                            ? "now"
                                            : "in " + Durations.words(Duration.between(at, next)))
                                    + ": "
                                    + message.lastError();
        };
    }

    static StateShape shape(Message message) {
        return switch (message.state()) {
            case "delivered" -> StateShape.SUCCESS;
            case "unchanged" -> StateShape.SKIPPED;
            case "dead" -> StateShape.FAILURE;
            default -> message.lastError().isEmpty() ? StateShape.QUEUED : StateShape.WAITING;
        };
    }

    /// `push of shop-web`
    static String named(IncomingView delivery) {
        return delivery.what().event() + " of " + delivery.what().repository();
    }

    static String tries(int attempts) {
        return switch (attempts) {
            case 0 -> "not tried";
            case 1 -> "1 try";
            default -> attempts + " tries";
        };
    }

    /// How its circuit is.
    static String circuit(Target target, Instant at) {
        Instant until = target.pausedUntil();
        if (!target.enabled()) {
            return "paused by an administrator";
        }
        if (until != null && until.isAfter(at)) {
            return "circuit open for "
                    + Durations.words(Duration.between(at, until))
                    + " yet, after "
                    + target.failures()
                    + " failures in a row";
        }
        return target.failures() == 0
                ? "circuit closed"
                : "circuit closed, " + target.failures() + " failures in a row";
    }

    static boolean isOpen(IncomingView delivery) {
        return delivery.progress().state() == DeliveryState.RECEIVED;
    }
}
