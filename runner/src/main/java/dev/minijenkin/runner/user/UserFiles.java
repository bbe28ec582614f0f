package dev.minijenkin.runner.user;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Works on files with the rights of another user, on threads that have no others.
///
/// They are threads of the operating system, for rights belong to those; and the work is done on
/// them alone, because a thread that is started inherits the rights of the one that starts it.
final class UserFiles implements FileRights, AutoCloseable {
    private final ExecutorService threads;

    UserFiles(SystemUser user) {
        this.threads =
                Executors.newCachedThreadPool(work ->
                        Thread.ofPlatform()
                                .daemon()
                                .name("files-of-" + user.name())
                                .unstarted(() -> {
                                    KernelRights.become(user);
                                    work.run();
                                }));
    }

    /// Not broken off in the middle: whoever interrupts the caller finds it interrupted afterwards.
    @Override
    public <T> T call(FileWork<T> work) throws IOException {
        Future<T> done = threads.submit(work::call);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(Objects.requireNonNull(e.getCause(), "a cause"));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException thrown(Throwable cause) {
        return switch (cause) {
            case IOException failed -> failed;
            case RuntimeException failed -> throw failed;
            case Error failed -> throw failed;
            default -> throw new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
