package dev.minijenkin.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.PageRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request that was checked: its parameters are what their operation says.
public final class ApiRequest {
    private final @Nullable Caller caller;
    private final Map<Parameter<?>, Optional<Object>> values;
    private final @Nullable JsonNode body;

    /// @param values one for each parameter of the operation
    ApiRequest(
            @Nullable Caller caller,
            Map<Parameter<?>, Optional<Object>> values,
            @Nullable JsonNode body) {
        this.caller = caller;
        this.values = Map.copyOf(values);
        this.body = body;
    }

    /// Of an operation that is not open to everybody.
    public Caller caller() {
        Caller known = caller;
        if (known == null) {
            throw new IllegalStateException("An open operation asks who calls");
        }
        return known;
    }

    public TokenReach reach() {
        return caller().token().reach();
    }

    /// The value of a parameter that is there.
    public <T> T get(Parameter<T> parameter) {
        return find(parameter).orElseThrow();
    }

    /// The value of a parameter that need not be there.
    @SuppressWarnings("unchecked") // Parameters are parsed by themselves.
    public <T> Optional<T> find(Parameter<T> parameter) {
        Optional<Object> value = values.get(parameter);
        if (value == null) {
            throw new IllegalStateException(
                    "The operation does not name its parameter " + parameter.name());
        }
        return (Optional<T>) value;
    }

    /// The page that is asked for, of an operation that gives pages.
    public PageRequest page() {
        return new PageRequest(
                reach(),
                find(Pages.AFTER).orElse(null),
                find(Pages.LIMIT).orElse(Pages.USUAL_LIMIT));
    }

    /// Of an operation that takes one.
    public JsonNode body() {
        JsonNode known = body;
        if (known == null) {
            throw new IllegalStateException("The operation takes no body");
        }
        return known;
    }
}
