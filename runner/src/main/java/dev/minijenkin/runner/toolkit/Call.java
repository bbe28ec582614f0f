package dev.minijenkin.runner.toolkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a program asks of the services.
///
/// @param path raw, without the query
/// @param query decoded
record Call(
        String method, String path, Map<String, String> query, Headers headers, InputStream body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_JSON = 1 << 20;
    private static final int MOST_LIST = 16 << 20;

    static Call of(HttpExchange exchange) {
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders(),
                exchange.getRequestBody());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    /// The token that it shows; empty where it shows none.
    String token() {
        String[] words = header("Authorization").orElse("").trim().split(" +", 2);
        return words.length == 2 ? words[1] : "";
    }

    /// The body; empty where it is no object.
    Optional<JsonNode> json() throws IOException {
        byte[] bytes = body.readNBytes(MOST_JSON);
        try {
            return Optional.ofNullable(JSON.readTree(bytes)).filter(JsonNode::isObject);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// The body of one that lists something.
    String text() throws IOException {
        return new String(body.readNBytes(MOST_LIST), StandardCharsets.UTF_8);
    }

    /// How long its body says it is; negative where it does not.
    long length() {
        try {
            return header("Content-Length").map(Long::parseLong).orElse(-1L);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /// A text in a message, by either of the names that the two spellings of JSON give it.
    static String text(JsonNode message, String name) {
        JsonNode value = message.get(name);
        if (value == null) {
            value = message.get(camelCase(name));
        }
        return value == null ? "" : value.asText("");
    }

    static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_", -1)) {
            camel.append(
                    camel.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    /// A plus is one: names of blocks have them.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
