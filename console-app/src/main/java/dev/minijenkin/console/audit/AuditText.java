package dev.minijenkin.console.audit;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.view.audit.AuditedCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/// Commands in words.
final class AuditText {
    /// Until then it is about to be carried out.
    private static final Duration SOON = Duration.ofSeconds(1);

    private AuditText() {}

    /// `Rerun failed`
    static String kind(AuditedCommand command) {
        String words = command.kind().replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// `Cancel shop-web / ci #1287`
    static String named(AuditedCommand command) {
        return command.about().isEmpty() ? kind(command) : kind(command) + " " + command.about();
    }

    static String actor(AuditedCommand command) {
        return command.token().isEmpty()
                ? command.actor()
                : command.actor() + " by the token " + command.token();
    }

    static String outcome(AuditedCommand command, Instant at, ZoneId zone) {
        if (!command.pending()) {
            return command.outcome();
        }
        Duration left = Duration.between(at, command.due());
        String due =
                left.compareTo(SOON) < 0
                        ? "About to be carried out"
                        : "Due in "
                                + Durations.words(left)
                                + (left.toMinutes() < 1
                                        ? ""
                                        : ", at " + Durations.timeOfDay(command.due(), zone));
        return command.outcome().isEmpty() ? due : due + "; " + command.outcome();
    }

    static StateShape shape(AuditedCommand command) {
        return switch (command.state()) {
            case PENDING -> StateShape.QUEUED;
            case DONE -> StateShape.SUCCESS;
            case REFUSED, FAILED -> StateShape.FAILURE;
            case WITHDRAWN -> StateShape.CANCELLED;
        };
    }
}
