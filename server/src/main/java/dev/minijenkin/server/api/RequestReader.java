package dev.minijenkin.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads requests as their operations describe them, and refuses what they do not.
///
/// @param largestBody in bytes
record RequestReader(int largestBody) {
    /// @param caller null: the operation is open to everybody
    /// @throws ProblemException where the request is not as its operation wants it
    ApiRequest read(Operation operation, @Nullable Caller caller, Context context)
            throws IOException {
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
                        "The body is larger than the limit of %d bytes".formatted(largestBody),
                        Map.of("Connection", "close"));
        if (context.req().getContentLengthLong() > largestBody) {
            throw tooLarge;
        }
        byte[] bytes = context.bodyInputStream().readNBytes(largestBody + 1);
        if (bytes.length > largestBody) {
            throw tooLarge;
        }
        return ApiJson.object(bytes);
    }
}
