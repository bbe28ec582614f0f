package dev.minijenkin.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.server.html.PageHeaders;
import dev.minijenkin.server.http.LongAnswers;
import dev.minijenkin.server.http.ProblemDetails;
import dev.minijenkin.server.http.Route;
import dev.minijenkin.server.http.Routes;
import dev.minijenkin.server.session.SessionCookie;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Operations over HTTP, below `/api/v1`: registers a route for each, checks who calls and what
/// with as the operation says, and writes the answer. And the description of all of them, for
/// programs and for people.
public final class ApiEndpoint {
    public static final String ROOT = "/api/v1";

    /// Of the document.
    private static final String TAG = "This interface";

    private static final String CALLER = "caller";
    private static final String BUSY_SECONDS = "2";

    /// A request costs milliseconds: whoever waits so long for its turn would wait for longer.
    private static final Duration LONGEST_IN_LINE = Duration.ofSeconds(2);

    private final List<Operation> operations;
    private final Callers callers;
    private final SessionCookie cookie;
    private final RequestReader reader;
    private final AnswerWriter writer;
    private final EventWriter eventWriter;
    private final Semaphore requests;
    private final Semaphore streams;

    public ApiEndpoint(
            List<Operation> operations, Callers callers, SessionCookie cookie, ApiLimits limits) {
        this.operations = new ArrayList<>(operations);
        this.callers = callers;
        this.cookie = cookie;
        this.reader = new RequestReader(limits.body());
        Consumer<Context> begins =
                context -> LongAnswers.endWhereNobodyReads(context, limits.unread());
        this.writer = new AnswerWriter(begins);
        this.eventWriter = new EventWriter(callers, limits, begins);
        this.requests = new Semaphore(limits.requests(), true);
        this.streams = new Semaphore(limits.streams());
        describeItself();
    }

    /// The document is an operation among those that it describes.
    private void describeItself() {
        operations.add(
                Operation.get("/openapi.json", "getDocument")
                        .about(TAG, "This interface for programs, as an OpenAPI 3.1 document")
                        .forWho(OperationAccess.OPEN)
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
        routes.add(
                Route.get(
                        ROOT + "/" + ReferencePage.STYLE_FILE,
                        context ->
                                context.header("X-Content-Type-Options", "nosniff")
                                        .contentType("text/css; charset=utf-8")
                                        .result(ReferencePage.STYLE)));
        return new Routes("REST", routes);
    }

    private static void showPage(Context context, String page) {
        PageHeaders.ALL.forEach(context::header);
        context.html(page);
    }

    private void handle(Operation operation, Context context) throws IOException {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Cache-Control", "private, no-cache");
        try {
            Answer answer = answer(operation, context);
            switch (answer) {
                case Answer.Json json -> writer.write(context, json);
                case Answer.Page page -> writer.write(context, page);
                case Answer.Bytes bytes -> stream(() -> writer.write(context, bytes));
                case Answer.Events events ->
                        stream(() ->
                                eventWriter.write(
                                        context,
                                        operation.access(),
                                        context.attribute(CALLER),
                                        events));
            }
        } catch (ProblemException e) {
            e.headers().forEach(context::header);
            ProblemDetails.write(context, e.status(), e.detail());
        }
    }

    private Answer answer(Operation operation, Context context) throws IOException {
        if (!hasTurn()) {
            throw busy();
        }
        try {
            ApiRequest request = request(operation, context);
            return operation.handler().answer(request);
        } finally {
            requests.release();
        }
    }

    /// Waits for it: many that come at once are a moment's work, and whoever is sent away comes
    /// again. Where it comes is fair, and how many wait is bounded by the connections there are.
    private boolean hasTurn() {
        try {
            return requests.tryAcquire(LONGEST_IN_LINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
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
        if (operation.access() != OperationAccess.OPEN) {
            caller = caller(operation, context);
            operation.access().check(caller.token());
            context.attribute(CALLER, caller);
        }
        return reader.read(operation, caller, context);
    }

    /// By the header; a browser that only reads also by its session, so that pages can follow
    /// streams. What changes something is not sent by a cookie: another site could have a browser
    /// send that.
    private Caller caller(Operation operation, Context context) {
        String authorization = context.header("Authorization");
        if (authorization == null && operation.method() == Operation.Method.GET) {
            Optional<Caller> session =
                    cookie.read(context).flatMap(secret -> callers.ofSession(secret, context.ip()));
            if (session.isPresent()) {
                return session.get();
            }
        }
        return callers.find(authorization, context.ip());
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
}
