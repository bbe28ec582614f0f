package dev.minijenkin.server.trace;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A collector of traces that takes OTLP over HTTP.
///
/// @param traces where it takes spans
/// @param headers of each request, by which it knows who sends; secrets, as a rule
public record TraceCollector(URI traces, Map<String, String> headers) {
    private static final String PATH = "/v1/traces";

    /// @throws IllegalArgumentException with a sentence for a person
    public TraceCollector {
        headers = Map.copyOf(headers);
        String scheme = String.valueOf(traces.getScheme());
        if (traces.getHost() == null || !scheme.matches("(?i)https?")) {
            throw new IllegalArgumentException(
                    "The address of the collector of traces must be one of HTTP, such as http://127.0.0.1:4318, not "
                            + traces);
        }
        HttpRequest.Builder trial = HttpRequest.newBuilder(traces);
        headers.forEach((name, value) -> {
            try {
                trial.header(name, value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "No request to the collector of traces can have the header \""
                                + name
                                + "\"",
                        e);
            }
        });
    }

    /// As `OTEL_EXPORTER_OTLP_ENDPOINT` and `OTEL_EXPORTER_OTLP_HEADERS` say it.
    ///
    /// @param endpoint of all signals: that of traces is below it
    /// @param headers `name=value`, several with commas, values as in an address
    /// @throws IllegalArgumentException with a sentence for a person
    public static TraceCollector of(URI endpoint, String headers) {
        String base = endpoint.toString().replaceFirst("/+$", "");
        return new TraceCollector(URI.create(base + PATH), parse(headers));
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String one : text.split(",", -1)) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                headers.put(
                        one.substring(0, equals).strip(),
                        URLDecoder.decode(
                                one.substring(equals + 1).strip().replace("+", "%2B"),
                                StandardCharsets.UTF_8));
            } else if (!one.isBlank()) {
                throw new IllegalArgumentException(
                        "The headers for the collector of traces are name=value, several with commas");
            }
        }
        return headers;
    }

    /// Without what may be secret.
    @Override
    public String toString() {
        return traces.getScheme() + "://" + traces.getAuthority() + traces.getPath();
    }
}
