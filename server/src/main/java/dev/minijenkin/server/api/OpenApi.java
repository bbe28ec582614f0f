package dev.minijenkin.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// The OpenAPI 3.1 document of some operations: made of them, so that it cannot say otherwise.
final class OpenApi {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PROBLEM = "application/problem+json";

    private final Schemas schemas = new Schemas();
    private final List<Operation> operations;

    private OpenApi(List<Operation> operations) {
        this.operations = operations;
    }

    static ObjectNode of(List<Operation> operations) {
        return new OpenApi(operations).document();
    }

    private ObjectNode document() {
        ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Mini-Jenkin")
                .put("version", "1")
                .put("summary", "What runs, what waits and why, logs, deployments, and commands")
                .put(
                        "description",
                        """
                        Fields are only ever added within `v1`. Times are UTC. Lists come in pages: follow `Link` with `rel="next"`, \
                        or give `next` as `after`. An `ETag` that is sent back in `If-None-Match` is answered by 304 where nothing changed. \
                        Errors are problems (RFC 9457) with one sentence in `detail`. 429 and 503 say in `Retry-After` when to come again.\
                        """);
        document.putArray("servers").addObject().put("url", ApiEndpoint.ROOT);
        ArrayNode tags = document.putArray("tags");
        new TreeSet<>(operations.stream().map(Operation::tag).toList())
                .forEach(tag -> tags.addObject().put("name", tag));
        ObjectNode paths = document.putObject("paths");
        for (Operation operation : operations) {
            paths.withObjectProperty(operation.path())
                    .set(operation.method().name().toLowerCase(Locale.ROOT), describe(operation));
        }
        schemas.put("Problem", problem());
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas.all());
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "mj_session")
                .put(
                        "description",
                        "Of a browser that signed in; to read alone. `__Host-mj_session` under TLS");
        schemes.putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "mjt_…")
                .put("description", "`mini-jenkin token create` makes one");
        return document;
    }

    private ObjectNode describe(Operation operation) {
        ObjectNode described =
                JSON.objectNode()
                        .put("operationId", operation.id())
                        .put("summary", operation.summary())
                        .put("description", operation.access().words() + ".");
        described.putArray("tags").add(operation.tag());
        if (operation.access() == OperationAccess.OPEN) {
            described.putArray("security");
        } else {
            ArrayNode security = described.putArray("security");
            security.addObject().putArray("token");
            if (operation.method() == Operation.Method.GET) {
                security.addObject().putArray("session");
            }
        }
        ArrayNode parameters = described.putArray("parameters");
        for (Parameter<?> parameter : operation.parameters()) {
            parameters
                    .addObject()
                    .put("name", parameter.name())
                    .put("in", parameter.in().name().toLowerCase(Locale.ROOT))
                    .put("required", parameter.in() == Parameter.In.PATH)
                    .put("description", parameter.description())
                    .set("schema", parameter.schema().deepCopy());
        }
        ObjectNode body = operation.body();
        if (body != null) {
            described
                    .putObject("requestBody")
                    .put("required", true)
                    .putObject("content")
                    .putObject("application/json")
                    .set("schema", body.deepCopy());
        }
        describeAnswers(described.putObject("responses"), operation);
        return described;
    }

    private void describeAnswers(ObjectNode responses, Operation operation) {
        switch (operation.gives()) {
            case Gives.One(var type) ->
                    response(responses, "200", "It", "application/json", schemas.of(type));
            case Gives.PageOf(var type) ->
                    response(responses, "200", "A page", "application/json", schemas.pageOf(type))
                            .putObject("headers")
                            .putObject("Link")
                            .put("description", "`rel=\"next\"`: the next page, where there is one")
                            .putObject("schema")
                            .put("type", "string");
            case Gives.ListOf(var type) ->
                    response(
                            responses,
                            "200",
                            "All of them",
                            "application/json",
                            schemas.listOf(type));
            case Gives.Accepted(var type) ->
                    response(
                                    responses,
                                    "202",
                                    "Somebody carries it out; its address tells what came of it",
                                    "application/json",
                                    schemas.of(type))
                            .putObject("headers")
                            .putObject("Location")
                            .put("description", "Address of the command")
                            .putObject("schema")
                            .put("type", "string");
            case Gives.Bytes(String mediaType, boolean inParts) -> {
                ObjectNode whole = JSON.objectNode().put("type", "string");
                if (!mediaType.startsWith("text/")) {
                    whole.put("contentMediaType", mediaType);
                }
                response(responses, "200", "The whole", mediaType, whole);
                if (inParts) {
                    response(responses, "206", "The part that `Range` asks for", mediaType, whole);
                    problem(responses, "416", "`Range` is not within it");
                }
            }
            case Gives.AnyJson(String mediaType) ->
                    response(
                            responses,
                            "200",
                            "It",
                            mediaType,
                            JSON.objectNode().put("type", "object"));
            case Gives.Events(String words) ->
                    response(
                            responses,
                            "200",
                            words,
                            "text/event-stream",
                            JSON.objectNode().put("type", "string"));
        }
        if (operation.method() == Operation.Method.GET
                && !(operation.gives() instanceof Gives.Events)) {
            responses
                    .putObject("304")
                    .put("description", "`If-None-Match` has the tag of what would be answered");
        }
        problem(responses, "default", "A problem, told in `detail`");
    }

    private static ObjectNode response(
            ObjectNode responses,
            String status,
            String words,
            String mediaType,
            ObjectNode schema) {
        ObjectNode response = responses.putObject(status).put("description", words);
        response.putObject("content").putObject(mediaType).set("schema", schema.deepCopy());
        return response;
    }

    private static void problem(ObjectNode responses, String status, String words) {
        response(responses, status, words, PROBLEM, Schemas.reference("Problem"));
    }

    private static ObjectNode problem() {
        ObjectNode schema = JSON.objectNode().put("type", "object").put("description", "RFC 9457");
        schema.putArray("required").add("type").add("title").add("status").add("detail");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("type", "string");
        properties
                .putObject("title")
                .put("type", "string")
                .put("description", "What the status means");
        properties.putObject("status").put("type", "integer");
        properties.putObject("detail").put("type", "string").put("description", "One sentence");
        return schema;
    }
}
