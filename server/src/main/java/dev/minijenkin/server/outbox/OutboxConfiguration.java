package dev.minijenkin.server.outbox;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an administrator says about messages.
///
/// @param pages address at which people reach the server: what the links in messages begin with;
///   null: that on which it listens
/// @param answer how long a receiver may take
public record OutboxConfiguration(@Nullable URI pages, Duration answer) {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    public static final OutboxConfiguration USUAL =
            new OutboxConfiguration(null, DispatcherSettings.USUAL.answer());

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
    }

    /// All that follows from it.
    public DispatcherSettings settings() {
        return DispatcherSettings.USUAL.within(answer);
    }
}
