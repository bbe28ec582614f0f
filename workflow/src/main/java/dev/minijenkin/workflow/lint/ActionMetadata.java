package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.yaml.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What an action takes and gives.
///
/// @param inputs those that it declares
/// @param outputs empty where they are not known
/// @param open whether it takes inputs that it does not declare: what runs in a container does
/// @param retired its major versions that no runner can carry out any more
record ActionMetadata(
        List<Input> inputs, Optional<Set<String>> outputs, boolean open, Set<String> retired) {
    /// An input.
    ///
    /// @param needed whether it is required and has no default
    /// @param deprecation what the action says of its use; empty where it may be used
    record Input(String name, boolean needed, String deprecation) {
        boolean is(String other) {
            return OrdinalIgnoreCase.equal(name, other);
        }
    }

    ActionMetadata {
        inputs = List.copyOf(inputs);
        outputs = outputs.map(Set::copyOf);
        retired = Set.copyOf(retired);
    }

    /// Reads an `action.yml`; one with mistakes as far as it goes.
    static ActionMetadata read(Fields action) {
        List<Input> inputs = new ArrayList<>();
        action.below("inputs")
                .entries()
                .forEach(entry -> inputs.add(input(entry.key().text(), Fields.of(entry.value()))));
        Set<String> outputs =
                action.below("outputs").entries().stream()
                        .map(entry -> entry.key().text())
                        .collect(Collectors.toSet());
        boolean open = action.below("runs").string("using").equalsIgnoreCase("docker");
        return new ActionMetadata(
                inputs, open ? Optional.empty() : Optional.of(outputs), open, Set.of());
    }

    private static Input input(String name, Fields input) {
        return new Input(
                name,
                input.string("required").equals("true") && !input.has("default"),
                input.string("deprecationMessage"));
    }

    Optional<Input> input(String name) {
        return inputs.stream().filter(input -> input.is(name)).findFirst();
    }
}
