package dev.minijenkin.workflow.model;

import java.time.ZoneId;
import java.util.List;

/// What starts a run.
public sealed interface Trigger {
    /// A push to a branch or of a tag.
    record Push(PatternFilter branches, PatternFilter tags, PatternFilter paths)
            implements Trigger {}

    /// A person or a program asks for it.
    record Dispatch(List<DispatchInput> inputs) implements Trigger {}

    /// A time comes.
    record Schedule(List<Time> times) implements Trigger {
        /// A rhythm in a time zone; UTC where the file names none.
        ///
        /// @param text of the cron expression, as `github.event.schedule` shows it
        public record Time(String text, Cron cron, ZoneId zone) {}
    }

    /// A job of another workflow calls this one.
    record Call(List<CallInput> inputs, List<CallSecret> secrets, List<CallOutput> outputs)
            implements Trigger {}

    /// Something else happened.
    ///
    /// @param types of activity; empty: those that the event starts runs for by itself
    /// @param branches the target of a pull request, the branch of another run
    /// @param workflows names of workflows whose runs start this one
    record Activity(
            String event,
            List<String> types,
            PatternFilter branches,
            PatternFilter paths,
            List<String> workflows)
            implements Trigger {}
}
