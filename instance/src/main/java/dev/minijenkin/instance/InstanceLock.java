package dev.minijenkin.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Held while a local instance runs, so that two never share one folder. The operating system frees
/// it with the process, however that ends.
final class InstanceLock implements AutoCloseable {
    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    static InstanceLock take(Home home) {
        return tryTake(home)
                .orElseThrow(() ->
                        new InstanceException(
                                "A local instance already runs in "
                                        + home.folder()
                                        + "; stop it, or choose another folder with --home"));
    }

    /// Empty where another process holds it.
    static Optional<InstanceLock> tryTake(Home home) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new InstanceLock(channel));
        } catch (IOException e) {
            throw new UncheckedIOException("The lock " + home.lock() + " cannot be taken", e);
        }
    }

    /// The file stays: to delete it would let a third process lock a file that a second one waits
    /// for.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of the instance cannot be freed", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }
}
