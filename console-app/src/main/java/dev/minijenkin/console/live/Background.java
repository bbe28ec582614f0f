package dev.minijenkin.console.live;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads off the FX thread and hands the answer back on it.
public final class Background {
    private final Executor workers;
    private final Executor ui;
    private final Consumer<RuntimeException> failed;

    /// The executors come in, so that a test can run everything at once.
    ///
    /// @param failed is told on the `ui` executor what went wrong
    public Background(Executor workers, Executor ui, Consumer<RuntimeException> failed) {
        this.workers = workers;
        this.ui = ui;
        this.failed = failed;
    }

    public <T> void read(Supplier<T> query, Consumer<T> then) {
        read(query, then, error -> {});
    }

    /// Runs `query` on a worker, then one of the two on the FX thread.
    public <T> void read(
            Supplier<T> query, Consumer<T> then, Consumer<RuntimeException> otherwise) {
        workers.execute(() -> {
            try {
                T answer = query.get();
                ui.execute(() -> then.accept(answer));
            } catch (RuntimeException e) {
                failed(e, otherwise);
            } catch (OutOfMemoryError e) {
                // What asked for so much has let go of it: the person is told, and goes on.
                failed(
                        new IllegalStateException("There is not enough memory for this", e),
                        otherwise);
            }
        });
    }

    private void failed(RuntimeException e, Consumer<RuntimeException> otherwise) {
        ui.execute(() -> {
            failed.accept(e);
            otherwise.accept(e);
        });
    }
}
