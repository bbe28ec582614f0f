package dev.minijenkin.db.poll;

import dev.minijenkin.db.DatabaseUnavailableException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Pieces of work of which none may keep the others: each is a transaction of its own. Used by one
/// thread.
public final class Separately {
    private int done;
    private @Nullable RuntimeException first;

    /// Tries all of them, one after the other. One that meets somebody's lock is left to the next
    /// look; where the database is away the rest is not even tried.
    ///
    /// @param work whether it was done
    /// @return how many were done
    /// @throws RuntimeException why the first failed that did, once all were tried
    public static <T> int each(Iterable<T> items, Predicate<T> work) {
        Separately all = new Separately();
        items.forEach(item -> all.attempt(item, work));
        return all.end();
    }

    /// Tries one more.
    public <T> void attempt(T item, Predicate<T> work) {
        try {
            if (work.test(item)) {
                done++;
            }
        } catch (DatabaseUnavailableException e) {
            if (!e.heldUp()) {
                throw e;
            }
        } catch (RuntimeException e) {
            first = first == null ? e : first;
        }
    }

    /// How many were done.
    ///
    /// @throws RuntimeException why the first failed that did
    public int end() {
        if (first != null) {
            throw first;
        }
        return done;
    }
}
