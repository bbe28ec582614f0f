package dev.minijenkin.engine.start;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.CallInput;
import dev.minijenkin.workflow.model.DispatchInput;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.plan.DispatchInputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The inputs that came with an event.
final class GivenInputs {
    private GivenInputs() {}

    static DispatchInputs of(Trigger trigger, String json) {
        return switch (trigger) {
            case Trigger.Dispatch dispatch -> of(dispatch, json);
            case Trigger.Call call ->
                    of(
                            new Trigger.Dispatch(
                                    call.inputs().stream().map(GivenInputs::dispatch).toList()),
                            json);
            case Trigger.Push _, Trigger.Schedule _, Trigger.Activity _ ->
                    new DispatchInputs.Accepted(ObjectValue.EMPTY);
        };
    }

    /// An input of a workflow that others call, where a person stands in for them. A default that
    /// has to be computed is none.
    private static DispatchInput dispatch(CallInput input) {
        Value fallback = input.fallback().value();
        return new DispatchInput(
                input.name(),
                "",
                input.required(),
                switch (input.type()) {
                    case STRING -> DispatchInput.Type.STRING;
                    case BOOLEAN -> DispatchInput.Type.BOOLEAN;
                    case NUMBER -> DispatchInput.Type.NUMBER;
                },
                Template.isTemplate(fallback.asText()) ? NullValue.NULL : fallback,
                List.of());
    }

    private static DispatchInputs of(Trigger.Dispatch dispatch, String json) {
        Map<String, String> given = new LinkedHashMap<>();
        try {
            if (!(Json.parse(json) instanceof ObjectValue object)) {
                return new DispatchInputs.Refused("The inputs are not a JSON object");
            }
            for (Map.Entry<String, Value> field : object.fields().entrySet()) {
                given.put(field.getKey(), field.getValue().asText());
            }
        } catch (IllegalArgumentException e) {
            return new DispatchInputs.Refused("The inputs are " + e.getMessage());
        }
        for (Map.Entry<String, String> input : given.entrySet()) {
            if (input.getValue().indexOf('\0') >= 0) {
                return new DispatchInputs.Refused(
                        "The input '%s' holds a NUL character".formatted(input.getKey()));
            }
        }
        return DispatchInputs.of(dispatch.inputs(), given);
    }
}
