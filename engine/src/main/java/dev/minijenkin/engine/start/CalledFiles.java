package dev.minijenkin.engine.start;

import dev.minijenkin.workflow.plan.CallTarget;

/// Where the workflow files come from that jobs of other files call. Asked once for each file of a
/// run, before it is inserted.
@FunctionalInterface
public interface CalledFiles {
    /// For tests and places that have no files.
    CalledFiles NONE = target -> new Answer.Missing("The file %s does not exist".formatted(target));

    /// May throw where the file cannot be had just now and the run is to be started later.
    Answer find(CallTarget target);

    /// What came of looking for a file.
    sealed interface Answer {
        record Found(byte[] content) implements Answer {}

        /// It is not there.
        ///
        /// @param reason one sentence for a person
        record Missing(String reason) implements Answer {}
    }
}
