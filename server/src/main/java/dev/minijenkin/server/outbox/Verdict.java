package dev.minijenkin.server.outbox;

import dev.minijenkin.db.outbox.AttemptEnd;
import dev.minijenkin.db.outbox.TargetKind;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What an answer means for a message.
///
/// What the message is to blame for (400, 422, …) is given up at once. What the receiver is to
/// blame for, or its address, or the secret (5xx, 401, 404, no answer) is tried again after 2, 4, 8
/// … s, each a quarter more or less, until the message is too old: a person may mend it.
final class Verdict {
    private static final Duration LONGEST_WISH = Duration.ofDays(1);
    private static final int EXCERPT = 200;

    private final DispatcherSettings settings;
    private final RandomGenerator random;

    Verdict(DispatcherSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /// @param attempt its number, from 1
    AttemptEnd of(TargetKind kind, Response answer, int attempt) {
        return switch (answer) {
            case Response.None none -> failed(none.error(), attempt, Optional.empty(), true);
            case Response.Http http -> of(kind, http, attempt);
        };
    }

    /// What failed on this side, and may not the next time.
    AttemptEnd later(String error, int attempt) {
        return failed(error, attempt, Optional.empty(), false);
    }

    private AttemptEnd of(TargetKind kind, Response.Http answer, int attempt) {
        int status = answer.status();
        if (status / 100 == 2 || isThereAlready(kind, answer)) {
            return new AttemptEnd.Delivered();
        }
        String error = sentence(answer);
        return switch (status) {
            // Not the receiver's failure, but its wish.
            case 429 -> failed(error, attempt, wish(answer, attempt), false);
            case 401, 403, 404, 407, 408, 410, 421, 423, 425 ->
                    failed(error, attempt, wish(answer), true);
            default ->
                    status / 100 == 5
                            ? failed(error, attempt, wish(answer), true)
                            : new AttemptEnd.Refused(error);
        };
    }

    /// GitLab refuses a status that the commit has already: an answer was lost.
    private static boolean isThereAlready(TargetKind kind, Response.Http answer) {
        return kind == TargetKind.GITLAB_STATUS
                && answer.status() == 400
                && answer.excerpt().contains("Cannot transition status");
    }

    private AttemptEnd failed(String error, int attempt, Optional<Duration> pause, boolean counts) {
        Duration backoff = backoff(attempt);
        Duration after = pause.filter(wish -> wish.compareTo(backoff) > 0).orElse(backoff);
        return new AttemptEnd.Failed(error, after, pause, counts);
    }

    private static Optional<Duration> wish(Response.Http answer) {
        return answer.retryAfter()
                .map(wish -> wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish);
    }

    /// Who says "too many" without saying for how long is left alone as after a failure.
    private Optional<Duration> wish(Response.Http answer, int attempt) {
        return wish(answer).or(() -> Optional.of(backoff(attempt)));
    }

    private Duration backoff(int attempt) {
        double millis =
                Math.min(
                        (double) settings.longestPause().toMillis(),
                        settings.firstPause().toMillis() * Math.pow(2, Math.min(attempt - 1, 30)));
        return Duration.ofMillis((long) (millis * random.nextDouble(0.75, 1.25)));
    }

    private static String sentence(Response.Http answer) {
        String said = Cut.to(EXCERPT, answer.excerpt().strip());
        String meaning =
                switch (answer.status() / 100) {
                    case 3 -> "it sends elsewhere, where nothing is sent to: enter the new address";
                    default -> said;
                };
        return meaning.isEmpty()
                ? "The receiver answered " + answer.status()
                : "The receiver answered %d: %s".formatted(answer.status(), meaning);
    }
}
