package dev.minijenkin.cli.part;

import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks the database again for as long as it is away, and tells the person who waits once what for,
/// and once that it is back. Used by one thread.
public final class PatientReader {
    private final WhileAway waiting;
    private final Consumer<String> tell;
    private boolean away;

    /// @param tell takes whole lines
    public PatientReader(String what, Consumer<String> tell) {
        this.waiting =
                new WhileAway(what, Duration.ofMillis(500), Duration.ofSeconds(5), new WakeUp());
        this.tell = tell;
    }

    /// What is asked for, whenever there is an answer.
    ///
    /// @throws CommandFailureException where waiting helps nobody: the login is refused
    public <T extends @Nullable Object> T ask(Supplier<T> question) {
        try {
            return waiting.<Answer<T>>repeat(() -> false, _ -> new Answer<>(once(question)))
                    .orElseThrow()
                    .value();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailureException("Interrupted", e);
        }
    }

    /// Null is one too.
    private record Answer<T extends @Nullable Object>(T value) {}

    private <T extends @Nullable Object> T once(Supplier<T> question) {
        try {
            T answer = question.get();
            if (away) {
                away = false;
                tell.accept("The database is back");
            }
            return answer;
        } catch (DatabaseUnavailableException e) {
            if (e.refusesLogin()) {
                throw new CommandFailureException(String.valueOf(e.getMessage()), e);
            }
            if (!away && !e.heldUp()) {
                away = true;
                tell.accept("Waiting for the database (Ctrl+C ends that): " + e.getMessage());
            }
            throw e;
        }
    }
}
