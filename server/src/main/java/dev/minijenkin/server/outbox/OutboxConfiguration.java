package dev.minijenkin.server.outbox;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an administrator says about messages.
///
/// @param pages address at which people reach the server: what the links in messages begin with;
///   null: that on which it listens
/// @param answer how long a receiver may take
/// @param longestPause between two attempts at a message, to which pauses double; one that is
///   shorter than ten minutes bounds also for how long a receiver that fails is left alone
public record OutboxConfiguration(@Nullable URI pages, Duration answer, Duration longestPause) {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    public static final OutboxConfiguration USUAL =
            new OutboxConfiguration(
                    null,
                    DispatcherSettings.USUAL.answer(),
                    DispatcherSettings.USUAL.longestPause());

    /// @throws IllegalArgumentException with a sentence for a person
    public OutboxConfiguration {
        if (pages != null
                && (pages.getHost() == null
                        || !String.valueOf(pages.getScheme()).matches("https?"))) {
            throw new IllegalArgumentException(
                    "The address of the server must be one as https://ci.example.org, not "
                            + pages);
        }
        if (answer.toMillis() < 100 || answer.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Receivers of messages must have between 0.1 and 120 seconds to answer");
        }
        if (longestPause.toSeconds() < 1 || longestPause.compareTo(LONGEST_PAUSE) > 0) {
            throw new IllegalArgumentException(
                    "The longest pause between two attempts at a message must be between 1 second and a day");
        }
    }

    /// All that follows from it.
    public DispatcherSettings settings() {
        return DispatcherSettings.USUAL.within(answer, longestPause);
    }
}
