package dev.minijenkin.pipeline.workflow;

import java.util.List;

/// What starts a run.
public sealed interface Trigger {
    /// A push to a branch or of a tag.
    record Push(PatternFilter branches, PatternFilter tags, PatternFilter paths)
            implements Trigger {}

    /// A person or a program asks for it.
    record Dispatch(List<DispatchInput> inputs) implements Trigger {}

    /// An event that starts nothing here yet.
    record NotCarriedOut() implements Trigger {}
}
