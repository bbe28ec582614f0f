package dev.minijenkin.workflow.preview;

import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.trigger.RefNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The contexts of a run that might be: only what the event tells is in them.
///
/// @param github fields whose value is known
/// @param inputsKnown false where the inputs come from what only the run can tell
record PreviewContexts(ObjectValue github, ObjectValue inputs, boolean inputsKnown) {
    static PreviewContexts of(PreviewEvent event, String workflow, ObjectValue inputs) {
        Map<String, Value> github = new LinkedHashMap<>();
        github.put("event_name", Value.of(event.name()));
        github.put("workflow", Value.of(workflow));
        event.payload().ifPresent(payload -> github.put("event", payload));
        if (event.name().startsWith("pull_request")) {
            github.put("base_ref", Value.of(RefNames.brief(event.ref())));
            event.text("pull_request", "head", "ref")
                    .ifPresent(ref -> github.put("head_ref", Value.of(ref)));
        } else {
            github.put("ref", Value.of(event.ref()));
            github.put("ref_name", Value.of(RefNames.brief(event.ref())));
            github.put("ref_type", Value.of(RefNames.isTag(event.ref()) ? "tag" : "branch"));
            github.put("base_ref", Value.of(""));
            github.put("head_ref", Value.of(""));
        }
        event.text("after").ifPresent(sha -> github.put("sha", Value.of(sha)));
        event.text("sender", "login").ifPresent(login -> github.put("actor", Value.of(login)));
        event.text("repository", "full_name")
                .ifPresent(name -> {
                    github.put("repository", Value.of(name));
                    github.put(
                            "repository_owner",
                            Value.of(name.substring(0, Math.max(name.indexOf('/'), 0))));
                });
        return new PreviewContexts(ObjectValue.ignoringCase(github), inputs, true);
    }

    /// Those of a workflow that a job of this one calls.
    PreviewContexts ofCalled(ObjectValue given, boolean known) {
        return new PreviewContexts(github, given, known);
    }

    Map<String, Value> all() {
        return Map.of("github", github, "inputs", inputs);
    }

    /// Whether the value of a field is not known before there is a run.
    boolean isOpen(FieldPath field) {
        List<String> names = field.names();
        return switch (names.getFirst().toLowerCase(Locale.ROOT)) {
            case "inputs" -> !inputsKnown;
            case "github" -> names.size() == 1 || github.get(names.get(1)).isEmpty();
            default -> true;
        };
    }
}
