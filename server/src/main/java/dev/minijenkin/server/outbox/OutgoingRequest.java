package dev.minijenkin.server.outbox;

import java.net.URI;
import java.util.Map;

/// A request that delivers a message, or tries whether one could be.
///
/// @param method `POST`, or `GET` without a body
/// @param headers beside those of every request
/// @param body JSON
public record OutgoingRequest(
        String method, URI address, Map<String, String> headers, String body) {
    /// With a body.
    public static OutgoingRequest post(URI address, Map<String, String> headers, String body) {
        return new OutgoingRequest("POST", address, headers, body);
    }

    static OutgoingRequest get(URI address, Map<String, String> headers) {
        return new OutgoingRequest("GET", address, headers, "");
    }
}
