package dev.minijenkin.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A command that was started in a container of a pod. Closing it gives up the connection, and ends
/// nothing.
public final class PodCommand implements AutoCloseable {
    private final ExecWatch watch;

    PodCommand(ExecWatch watch) {
        this.watch = watch;
    }

    /// Its exit code, once all that it printed was written. Fails where the connection was lost:
    /// then nothing is known of its end.
    public CompletableFuture<Integer> exit() {
        return watch.exitCode().thenApply(PodCommand::known);
    }

    private static Integer known(@Nullable Integer code) {
        if (code == null) {
            throw new IllegalStateException("the connection to the pod was cut");
        }
        return code;
    }

    /// Hands it what it reads: all of it, for it is never told of an end.
    ///
    /// @throws IOException where it takes no more: it has ended, or the connection was lost
    public void send(InputStream bytes) throws IOException {
        OutputStream input = watch.getInput();
        try {
            bytes.transferTo(input);
            input.flush();
        } catch (KubernetesClientException e) {
            throw new IOException("it takes no more of what it reads", e);
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
