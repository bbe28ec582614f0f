package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.HostCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Starts processes by a [ForkServer], which is made ready beside what the job does before its
/// first step; one that a step has killed is replaced.
final class ForkStarter implements ProcessStarter {
    private static final Path ROOT = Path.of("/");

    private final Path program;
    private final ProcessSession session;
    private final ProcessScope scope;
    private final String trackingId;
    private CompletableFuture<ForkServer> server;

    /// Begins to make it ready.
    ///
    /// @param program see [ForkServer#program]
    ForkStarter(Path program, ProcessSession session, ProcessScope scope, String trackingId) {
        this.program = program;
        this.session = session;
        this.scope = scope;
        this.trackingId = trackingId;
        this.server = begin();
    }

    @Override
    public StartedProcess start(HostCommand command, Path pipe) throws IOException {
        ForkServer ready = ready();
        if (!ready.isAlive()) {
            server = begin();
            ready = ready();
        }
        return ready.fork(command, pipe);
    }

    @Override
    public void close() {
        var _ =
                server.whenComplete((ready, _) -> {
                    if (ready != null) {
                        ready.close();
                    }
                });
    }

    private CompletableFuture<ForkServer> begin() {
        CompletableFuture<ForkServer> begun = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("fork-server")
                .start(() -> {
                    try {
                        begun.complete(
                                ForkServer.start(program, scope.enter(session, ROOT), trackingId));
                    } catch (IOException | RuntimeException e) {
                        begun.completeExceptionally(e);
                    }
                });
        return begun;
    }

    private ForkServer ready() throws IOException {
        try {
            return server.join();
        } catch (CompletionException e) {
            Throwable cause = server.exceptionNow();
            if (cause instanceof IOException failed) {
                throw new IOException(failed.getMessage(), failed);
            }
            if (cause instanceof RunnerException failed) {
                throw failed;
            }
            throw e;
        }
    }
}
