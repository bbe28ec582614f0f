package dev.minijenkin.server.hook;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.hook.Arrival;
import dev.minijenkin.db.hook.Arrivals;
import dev.minijenkin.db.poll.Together;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps hooks, those that come at the same time by one statement and one commit: while one is
/// under way the next ones gather. Each is told what became of it after the commit. Thread-safe.
final class HookIntake implements AutoCloseable {
    private final Database database;
    private final Runnable wakeProcessor;
    private final Together<Asked, Kept> together;
    // Both touched by the one thread that sends.
    private Kept.@Nullable Away away;
    private long awayAt;

    /// What became of one.
    private sealed interface Kept {
        record Stored(DeliveryId id) implements Kept {}

        record Nothing() implements Kept {}

        record Away(DatabaseUnavailableException why) implements Kept {}
    }

    private record Asked(Arrival arrival, long at) {}

    /// @param wakeProcessor called right after some are committed; returns at once
    HookIntake(Database database, Runnable wakeProcessor) {
        this.database = database;
        this.wakeProcessor = wakeProcessor;
        this.together = new Together<>("hooks", Duration.ZERO, this::keep, new Kept.Nothing());
    }

    /// Keeps it, where it is new and was checked by the secret that its repository has now.
    ///
    /// @return empty: nothing was done, and it is to be looked at by itself
    /// @throws DatabaseUnavailableException where the database is away
    Optional<DeliveryId> keep(Arrival arrival) throws InterruptedException {
        Kept kept = together.ask(new Asked(arrival, System.nanoTime()));
        return switch (kept) {
            case Kept.Stored(DeliveryId id) -> Optional.of(id);
            case Kept.Nothing _ -> Optional.empty();
            case Kept.Away(DatabaseUnavailableException why) ->
                    throw new DatabaseUnavailableException(String.valueOf(why.getMessage()), why);
        };
    }

    /// Whoever waits looks at its own by itself.
    @Override
    public void close() {
        together.close();
    }

    /// Who came while the database was tried in vain has waited as long as it, and does not wait
    /// for another try.
    private List<Kept> keep(List<Asked> asked) {
        Kept.Away before = away;
        if (before == null || asked.getLast().at() - awayAt > 0) {
            away = null;
            return keepNow(asked);
        }
        return asked.stream().<Kept>map(_ -> before).toList();
    }

    private List<Kept> keepNow(List<Asked> asked) {
        List<Arrival> arrivals = asked.stream().map(Asked::arrival).toList();
        try {
            List<Optional<DeliveryId>> ids = database.statement(tx -> Arrivals.keep(tx, arrivals));
            wakeProcessor.run();
            return ids.stream()
                    .map(id -> id.<Kept>map(Kept.Stored::new).orElseGet(Kept.Nothing::new))
                    .toList();
        } catch (DatabaseUnavailableException e) {
            if (e.heldUp()) {
                throw e;
            }
            Kept.Away now = new Kept.Away(e);
            away = now;
            awayAt = System.nanoTime();
            return asked.stream().<Kept>map(_ -> now).toList();
        }
    }
}
