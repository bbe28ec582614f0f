package dev.minijenkin.server.api;

import dev.minijenkin.db.view.api.page.ApiPage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an operation answers.
public sealed interface Answer {
    /// A record, or a tree of JSON.
    record Json(int status, Object value, Map<String, String> headers) implements Answer {}

    /// A page of records.
    ///
    /// @param next where the next one begins; null: there is none
    record Page(List<?> items, @Nullable String next) implements Answer {}

    /// Text that is written while it is read.
    ///
    /// @param tag of exactly these bytes; null: they may change
    record Bytes(
            int status,
            String contentType,
            long length,
            @Nullable String tag,
            Map<String, String> headers,
            Body body)
            implements Answer {}

    /// Events, until the client leaves or they end.
    record Events(EventSource source) implements Answer {}

    /// Writes the bytes.
    @FunctionalInterface
    interface Body {
        void write(OutputStream out) throws IOException;
    }

    /// Writes events to one client, on the thread of its request.
    @FunctionalInterface
    interface EventSource {
        /// Returns where there is nothing more to come.
        ///
        /// @param lastEventId of the client that comes again; null: it comes for the first time
        /// @throws IOException where the client has left
        void send(EventSink sink, @Nullable String lastEventId) throws IOException;
    }

    /// Takes events for a client.
    interface EventSink {
        /// An event that is whole.
        ///
        /// @param id by which the client goes on behind it
        /// @param data one line of JSON
        void event(String type, String id, String data) throws IOException;

        /// Says that the connection lives.
        void heartbeat() throws IOException;
    }

    static Answer of(Object value) {
        return new Json(200, value, Map.of());
    }

    static Answer page(ApiPage<?> page) {
        Long next = page.next();
        return new Page(page.items(), next == null ? null : next.toString());
    }

    /// What was asked for is done by somebody else; its address tells what came of it.
    static Answer accepted(String address, Object value) {
        return new Json(202, value, Map.of("Location", address));
    }
}
