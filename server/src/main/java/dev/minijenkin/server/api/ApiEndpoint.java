package dev.minijenkin.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.server.http.LongAnswers;
import dev.minijenkin.server.http.Problems;
import dev.minijenkin.server.http.Route;
import dev.minijenkin.server.http.Routes;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Operations over HTTP, below `/api/v1`: registers a route for each, checks who calls and what
/// with as the operation says, and writes the answer. And the description of all of them, for
/// programs and for people.
public final class ApiEndpoint {
    public static final String ROOT = "/api/v1";

    /// Of the document.
    private static final String TAG = "This interface";

    private static final int WORTH_COMPRESSING = 1024;
    private static final String CALLER = "caller";
    private static final String BUSY_SECONDS = "2";

    private final List<Operation> operations;
    private final Callers callers;
    private final ApiLimits limits;
    private final Semaphore requests;
    private final Semaphore streams;

    public ApiEndpoint(List<Operation> operations, Callers callers, ApiLimits limits) {
        this.operations = new ArrayList<>(operations);
        this.callers = callers;
        this.limits = limits;
        this.requests = new Semaphore(limits.requests());
        this.streams = new Semaphore(limits.streams());
        describeItself();
    }

    /// The document is an operation among those that it describes.
    private void describeItself() {
        operations.add(
                Operation.get("/openapi.json", "getDocument")
                        .about(TAG, "This interface for programs, as an OpenAPI 3.1 document")
                        .forWho(Access.OPEN)
                        .gives(new Gives.AnyJson("application/json"), _ -> Answer.of(document())));
    }

    private ObjectNode document() {
        return OpenApi.of(operations);
    }

    public Routes routes() {
        List<Route> routes = new ArrayList<>();
        for (Operation operation : operations) {
            routes.add(
                    new Route(
                            HandlerType.findOrCreate(operation.method().name()),
                            ROOT + operation.path(),
                            context -> handle(operation, context)));
        }
        String page = ReferencePage.of(operations);
        routes.add(Route.get(ROOT + "/", context -> showPage(context, page)));
        return new Routes("REST", routes);
    }

    private static void showPage(Context context, String page) {
        context.header("X-Content-Type-Options", "nosniff")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'")
                .html(page);
    }

    private void handle(Operation operation, Context context) throws IOException {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Cache-Control", "private, no-cache");
        try {
            Answer answer = answer(operation, context);
            switch (answer) {
                case Answer.Json json -> write(context, json);
                case Answer.Page page -> write(context, page);
                case Answer.Bytes bytes -> stream(() -> write(context, bytes));
                case Answer.Events events ->
                        stream(() -> write(context, operation.access(), events));
            }
        } catch (ProblemException e) {
            e.headers().forEach(context::header);
            Problems.write(context, e.status(), e.detail());
        }
    }

    private Answer answer(Operation operation, Context context) throws IOException {
        if (!requests.tryAcquire()) {
            throw busy();
        }
        try {
            ApiRequest request = request(operation, context);
            return operation.handler().answer(request);
        } finally {
            requests.release();
        }
    }

    private static ProblemException busy() {
        return new ProblemException(
                503,
                "The server has too much to do: try again in a moment",
                Map.of("Retry-After", BUSY_SECONDS));
    }

    private ApiRequest request(Operation operation, Context context) throws IOException {
        Caller caller = null;
        if (operation.access() != Access.OPEN) {
            caller = callers.find(context.header("Authorization"), context.ip());
            operation.access().check(caller.token());
            context.attribute(CALLER, caller);
        }
        Map<Parameter<?>, Optional<Object>> values = new HashMap<>();
        for (Parameter<?> parameter : operation.parameters()) {
            values.put(parameter, value(parameter, context));
        }
        refuseUnknown(operation, context);
        JsonNode body = operation.body() == null ? null : body(context);
        return new ApiRequest(caller, values, body);
    }

    private static Optional<Object> value(Parameter<?> parameter, Context context) {
        String text =
                switch (parameter.in()) {
                    case PATH -> context.pathParam(parameter.name());
                    case QUERY -> single(context.queryParams(parameter.name()), parameter.name());
                    case HEADER -> context.header(parameter.name());
                };
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parameter.parse().apply(text));
        } catch (IllegalArgumentException e) {
            // A path that cannot be is one that is not there.
            throw new ProblemException(
                    parameter.in() == Parameter.In.PATH ? 404 : 400,
                    "`%s` must be %s".formatted(parameter.name(), e.getMessage()));
        }
    }

    private static @Nullable String single(List<String> values, String name) {
        if (values.size() > 1) {
            throw new ProblemException(400, "`%s` is given more than once".formatted(name));
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /// A filter that is misspelled would otherwise give what was not asked for.
    private static void refuseUnknown(Operation operation, Context context) {
        for (String name : context.queryParamMap().keySet()) {
            boolean known =
                    operation.parameters().stream()
                            .anyMatch(parameter ->
                                    parameter.in() == Parameter.In.QUERY
                                            && parameter.name().equals(name));
            if (!known) {
                throw new ProblemException(
                        400,
                        "There is no parameter `%s` here; there are: %s"
                                .formatted(
                                        name,
                                        operation.parameters().stream()
                                                .filter(p -> p.in() == Parameter.In.QUERY)
                                                .map(Parameter::name)
                                                .collect(Collectors.joining(", "))));
            }
        }
    }

    private JsonNode body(Context context) throws IOException {
        String type = String.valueOf(context.contentType());
        if (!type.startsWith("application/json")) {
            throw new ProblemException(415, "Send the body as application/json");
        }
        ProblemException tooLarge =
                new ProblemException(
                        413,
                        "The body is larger than the limit of %d bytes".formatted(limits.body()),
                        Map.of("Connection", "close"));
        if (context.req().getContentLengthLong() > limits.body()) {
            throw tooLarge;
        }
        byte[] bytes = context.bodyInputStream().readNBytes(limits.body() + 1);
        if (bytes.length > limits.body()) {
            throw tooLarge;
        }
        return ApiJson.object(bytes);
    }

    private void write(Context context, Answer.Page page) throws IOException {
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

    private static void write(Context context, Answer.Json json) throws IOException {
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

    /// What writes for long.
    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private void stream(Writing writing) throws IOException {
        if (!streams.tryAcquire()) {
            throw busy();
        }
        try {
            writing.write();
        } finally {
            streams.release();
        }
    }

    private void write(Context context, Answer.Bytes bytes) throws IOException {
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
        LongAnswers.endWhereNobodyReads(context, limits.unread());
        if (bytes.status() == 200 && takesGzip(context)) {
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

    private void write(Context context, Access access, Answer.Events events) throws IOException {
        Caller caller = context.attribute(CALLER);
        LongAnswers.endWhereNobodyReads(context, limits.unread());
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
        private final Access access;
        private final @Nullable Caller caller;
        private long checkedAt = System.nanoTime();

        private Sink(OutputStream out, Access access, @Nullable Caller caller) throws IOException {
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
