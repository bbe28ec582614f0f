package dev.minijenkin.server.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Writes answers that have an end: with tags, compressed where the client takes that.
///
/// @param begins is told before an answer begins that may be long
record AnswerWriter(Consumer<Context> begins) {
    private static final int WORTH_COMPRESSING = 1024;

    void write(Context context, Answer.Page page) throws IOException {
        Map<String, Object> body = new HashMap<>();
        body.put("items", page.items());
        String next = page.next();
        if (next != null) {
            context.header("Link", "<%s>; rel=\"next\"".formatted(address(context, next)));
        }
        body.put("next", next);
        write(context, new Answer.Json(200, body, Map.of()));
    }

    private static String address(Context context, String after) {
        StringBuilder query = new StringBuilder();
        context.queryParamMap()
                .forEach((name, values) -> {
                    if (!name.equals(Pages.AFTER.name())) {
                        query.append(encode(name))
                                .append('=')
                                .append(encode(values.getFirst()))
                                .append('&');
                    }
                });
        return context.path() + "?" + query + Pages.AFTER.name() + "=" + encode(after);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    void write(Context context, Answer.Json json) throws IOException {
        byte[] bytes = ApiJson.bytes(json.value());
        json.headers().forEach(context::header);
        context.status(json.status()).contentType("application/json");
        if (json.status() == 200 && reads(context)) {
            String tag = "W/\"" + ApiJson.tag(bytes) + '"';
            context.header("ETag", tag);
            if (matches(context.header("If-None-Match"), tag)) {
                context.status(304);
                return;
            }
        }
        context.header("Vary", "Accept-Encoding, Authorization");
        if (bytes.length >= WORTH_COMPRESSING && takesGzip(context)) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 4 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes);
            }
            context.header("Content-Encoding", "gzip").result(packed.toByteArray());
        } else {
            context.result(bytes);
        }
    }

    private static boolean reads(Context context) {
        return context.method().equals(HandlerType.GET)
                || context.method().equals(HandlerType.HEAD);
    }

    /// Weakly, as `If-None-Match` asks for.
    private static boolean matches(@Nullable String wanted, String tag) {
        if (wanted == null) {
            return false;
        }
        String strong = tag.replaceFirst("^W/", "");
        for (String one : wanted.split(",", -1)) {
            String given = one.strip().replaceFirst("^W/", "");
            if (given.equals("*") || given.equals(strong)) {
                return true;
            }
        }
        return false;
    }

    private static boolean takesGzip(Context context) {
        String accepted = context.header("Accept-Encoding");
        if (accepted == null) {
            return false;
        }
        for (String one : accepted.split(",", -1)) {
            String coding = one.strip().replace(" ", "");
            if (coding.equals("gzip")
                    || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?"))) {
                return true;
            }
        }
        return false;
    }

    void write(Context context, Answer.Bytes bytes) throws IOException {
        bytes.headers().forEach(context::header);
        context.status(bytes.status()).contentType(bytes.contentType());
        String tag = bytes.tag();
        if (tag != null) {
            context.header("ETag", tag);
            if (bytes.status() == 200 && matches(context.header("If-None-Match"), tag)) {
                context.status(304);
                return;
            }
        }
        begins.accept(context);
        // What is no text is packed already, as a rule.
        if (bytes.status() == 200
                && bytes.contentType().startsWith("text/")
                && takesGzip(context)) {
            context.header("Content-Encoding", "gzip").header("Vary", "Accept-Encoding");
            if (!context.method().equals(HandlerType.HEAD)) {
                try (GZIPOutputStream gzip =
                        new GZIPOutputStream(context.res().getOutputStream(), 8192)) {
                    bytes.body().write(gzip);
                }
            }
            return;
        }
        context.header("Content-Length", Long.toString(bytes.length()));
        if (!context.method().equals(HandlerType.HEAD)) {
            bytes.body().write(context.res().getOutputStream());
        }
    }
}
