package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.HostCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Starts processes by a [ForkServer], which is made ready beside what the job does before its
/// first step; one that a step has killed is replaced. Where steps run side by side each has one.
/// Thread-safe.
final class ForkStarter implements ProcessStarter {
    private static final Path ROOT = Path.of("/");

    private final Path program;
    private final ProcessSession session;
    private final ProcessScope scope;
    private final String trackingId;
    // Guarded by this.
    private CompletableFuture<ForkServer> server;
    private final List<ForkServer> others = new ArrayList<>();
    private boolean closed;

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
    public synchronized StartedProcess start(HostCommand command, Path pipe) throws IOException {
        return idle().fork(command, pipe);
    }

    private ForkServer idle() throws IOException {
        ForkServer first = ready();
        if (!first.isAlive()) {
            server = begin();
            first = ready();
        }
        if (!first.isBusy()) {
            return first;
        }
        others.removeIf(other -> !other.isAlive());
        for (ForkServer other : others) {
            if (!other.isBusy()) {
                return other;
            }
        }
        if (closed) {
            throw new IOException("the job has ended");
        }
        ForkServer another = launch();
        others.add(another);
        return another;
    }

    @Override
    public synchronized void close() {
        closed = true;
        var _ =
                server.whenComplete((ready, _) -> {
                    if (ready != null) {
                        ready.close();
                    }
                });
        others.forEach(ForkServer::close);
    }

    private ForkServer launch() throws IOException {
        return ForkServer.start(program, scope.enter(session, ROOT), trackingId);
    }

    private CompletableFuture<ForkServer> begin() {
        Optional<ForkServer> there = scope.forks();
        if (there.isPresent()) {
            return CompletableFuture.completedFuture(there.get());
        }
        CompletableFuture<ForkServer> begun = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("fork-server")
                .start(() -> {
                    try {
                        begun.complete(launch());
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
