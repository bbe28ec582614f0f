package dev.minijenkin.runner.user;

import java.io.IOException;

/// Work on files, and on nothing else: it starts no process and no thread, and waits for none.
@FunctionalInterface
public interface FileWork<T> {
    T call() throws IOException;

    /// The same without a result.
    @FunctionalInterface
    interface Silent {
        void run() throws IOException;
    }
}
