package dev.minijenkin.workflow.preview;

import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An event that might happen.
///
/// @param name as in workflow files: `push`
/// @param payload as a git host would send it; empty: not known
/// @param ref full ref of the push, or of the branch that a pull request goes to
/// @param inputs of a `workflow_dispatch`
/// @param changedFiles empty: not known, which lets every `paths` filter pass
public record PreviewEvent(
        String name,
        Optional<ObjectValue> payload,
        String ref,
        Map<String, String> inputs,
        Optional<List<String>> changedFiles) {
    /// Where neither the payload nor the caller names a ref.
    public static final String USUAL_REF = "refs/heads/main";

    /// The ref that the payload of an event names: of a push, or of the target of a pull request.
    public static Optional<String> refOf(ObjectValue payload) {
        Optional<String> target =
                text(payload, "pull_request", "base", "ref").map("refs/heads/"::concat);
        return target.or(() -> text(payload, "ref").filter(ref -> ref.startsWith("refs/")));
    }

    /// A text in the payload; empty where there is none.
    Optional<String> text(String... path) {
        return payload.flatMap(object -> text(object, path));
    }

    private static Optional<String> text(ObjectValue object, String... path) {
        Value at = object;
        for (String name : path) {
            at = at instanceof ObjectValue ? at.at(Value.of(name)) : NullValue.NULL;
        }
        return at instanceof StringValue(String text) && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }
}
