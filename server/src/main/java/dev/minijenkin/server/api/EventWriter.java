package dev.minijenkin.server.api;

import dev.minijenkin.db.DatabaseUnavailableException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes events to clients for as long as they stay, and as their tokens count.
///
/// @param begins is told before the first one
record EventWriter(Callers callers, ApiLimits limits, Consumer<Context> begins) {
    private static final int BUFFER = 4 << 10;

    /// Returns where there is nothing more to come, or the client has left.
    ///
    /// @param caller null: the operation is open to everybody
    void write(
            Context context, OperationAccess access, @Nullable Caller caller, Answer.Events events)
            throws IOException {
        begins.accept(context);
        // A buffer belongs to a stream for as long as it lasts; what is larger goes past it.
        context.res().setBufferSize(BUFFER);
        context.status(200)
                .contentType("text/event-stream")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
        try {
            events.source()
                    .send(
                            new Sink(context.res().getOutputStream(), access, caller),
                            context.header("Last-Event-ID"));
        } catch (ClientLeftException e) {
            // Nobody is there any more who could be told.
        }
    }

    /// The client is gone, or was cut: nothing is wrong here.
    private static final class ClientLeftException extends IOException {
        private static final long serialVersionUID = 1L;

        private ClientLeftException(IOException cause) {
            super(cause);
        }
    }

    /// Used by the thread of the request.
    private final class Sink implements Answer.EventSink {
        private final OutputStream out;
        private final OperationAccess access;
        private final @Nullable Caller caller;
        private long checkedAt = System.nanoTime();

        private Sink(OutputStream out, OperationAccess access, @Nullable Caller caller)
                throws IOException {
            this.out = out;
            this.access = access;
            this.caller = caller;
            // Clients wait little for the first time, and longer where the server is away.
            send("retry: 2000\n\n");
        }

        @Override
        public void event(String type, String id, String data) throws IOException {
            check();
            send("event: " + type + "\nid: " + id + "\ndata: " + data + "\n\n");
        }

        @Override
        public void heartbeat() throws IOException {
            check();
            send(":\n\n");
        }

        private void check() throws IOException {
            Caller known = caller;
            if (known != null && System.nanoTime() - checkedAt > limits.check().toNanos()) {
                checkedAt = System.nanoTime();
                if (!stillCounts(known)) {
                    throw new ClientLeftException(new IOException("The token counts no more"));
                }
            }
        }

        /// Where the database is away nobody can revoke a token either.
        private boolean stillCounts(Caller known) {
            try {
                return callers.stillCounts(known, access);
            } catch (DatabaseUnavailableException e) {
                return true;
            }
        }

        private void send(String text) throws IOException {
            try {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                throw new ClientLeftException(e);
            }
        }
    }
}
