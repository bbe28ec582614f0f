package dev.minijenkin.console.live;

import java.util.function.Consumer;
import java.util.function.Supplier;

/// One query that is asked again and again: never twice at a time, and never forgotten. What is
/// asked while it runs is answered by one more run after it. FX thread only.
public final class Refresh<T> {
    private final Background background;
    private final Supplier<T> query;
    private final Consumer<T> then;
    private final Consumer<RuntimeException> otherwise;
    private boolean running;
    private boolean again;

    public Refresh(Background background, Supplier<T> query, Consumer<T> then) {
        this(background, query, then, error -> {});
    }

    /// @param otherwise is told what went wrong
    public Refresh(
            Background background,
            Supplier<T> query,
            Consumer<T> then,
            Consumer<RuntimeException> otherwise) {
        this.background = background;
        this.query = query;
        this.then = then;
        this.otherwise = otherwise;
    }

    public void request() {
        if (running) {
            again = true;
            return;
        }
        running = true;
        background.read(
                query,
                answer -> {
                    ended();
                    then.accept(answer);
                },
                error -> {
                    ended();
                    otherwise.accept(error);
                });
    }

    private void ended() {
        running = false;
        if (again) {
            again = false;
            request();
        }
    }
}
