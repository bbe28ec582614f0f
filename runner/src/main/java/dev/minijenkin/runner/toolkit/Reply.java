package dev.minijenkin.runner.toolkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What the services answer.
///
/// @param length of its body; negative where nobody knows it before
record Reply(int status, Map<String, String> headers, long length, Body body) {
    private static final Body NOTHING = _ -> {};

    /// Writes itself.
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    static Reply empty(int status) {
        return empty(status, Map.of());
    }

    static Reply empty(int status, Map<String, String> headers) {
        return new Reply(status, headers, 0, NOTHING);
    }

    static Reply json(int status, ObjectNode message) {
        byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
        return new Reply(
                status,
                Map.of("Content-Type", "application/json"),
                bytes.length,
                out -> out.write(bytes));
    }

    /// What is wrong, as services of the kind twirp and those before them say it.
    ///
    /// @param code one of the words of twirp
    static Reply wrong(int status, String code, String sentence) {
        return json(
                status, message().put("code", code).put("msg", sentence).put("message", sentence));
    }

    static ObjectNode message() {
        return JsonNodeFactory.instance.objectNode();
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            if (length >= 0) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            }
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        // To the JDK's server zero means that nobody knows the length, and less that there is none.
        exchange.sendResponseHeaders(status, length == 0 ? -1 : Math.max(0, length));
        if (length != 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                body.writeTo(out);
            }
        }
    }
}
