package dev.minijenkin.console.trigger;

import dev.minijenkin.workflow.model.DispatchInput;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.List;
import java.util.Optional;

/// Which inputs a workflow takes, as far as its file was seen.
///
/// @param words one sentence for a person
record KnownInputs(List<DispatchInput> inputs, String words) {
    private static final String UNKNOWN =
            "The workflow needs the trigger workflow_dispatch at that commit.";

    /// Nothing is known yet.
    static KnownInputs none() {
        return new KnownInputs(List.of(), UNKNOWN);
    }

    /// @param file as the last run of the pipeline read it
    static KnownInputs of(Optional<String> file) {
        return file.map(text -> WorkflowReader.read("", text))
                .map(KnownInputs::of)
                .orElseGet(KnownInputs::none);
    }

    private static KnownInputs of(ReadResult result) {
        return switch (result) {
            case ReadResult.Valid(Workflow workflow, var _) ->
                    workflow.triggers().get("workflow_dispatch")
                                    instanceof Trigger.Dispatch(List<DispatchInput> inputs)
                            ? new KnownInputs(inputs, "")
                            : new KnownInputs(
                                    List.of(),
                                    "When it ran last, the workflow had no trigger workflow_dispatch:"
                                            + " the commit must have it.");
            case ReadResult.Invalid _ -> none();
        };
    }
}
