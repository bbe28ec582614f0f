package dev.minijenkin.db.outbox;

import dev.minijenkin.db.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What comes of a test message that was asked for. It is looked for again and again: a message
/// wakes nobody but the servers.
public final class TargetTrial {
    private static final int PAUSE_MILLIS = 50;

    private TargetTrial() {}

    /// What came of it.
    ///
    /// @param sentence for a person
    public record Outcome(boolean taken, String sentence) {}

    /// Waits for it on the calling thread.
    ///
    /// @param key of the message
    /// @param patience after which it counts as not sent
    public static Outcome await(Database database, String target, UUID key, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Message> message = database.statement(tx -> Messages.test(tx, target, key));
            String state = message.map(Message::state).orElse("dead");
            if (state.equals("delivered")) {
                return new Outcome(true, target + " took the test message");
            }
            if (state.equals("dead")) {
                return new Outcome(
                        false,
                        "%s did not take it: %s"
                                .formatted(
                                        target,
                                        message.map(Message::lastError).orElse("it was removed")));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return new Outcome(false, "Nothing was sent yet: is a server running?");
    }
}
