package dev.minijenkin.server.delivery;

import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.hook.DeliveryEnd;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.engine.start.StartedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The runs that a delivery has just started, in words for whoever commanded it.
final class StartedRuns {
    private final List<String> begun = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    void add(StartedRun run) {
        String name = "%s #%d".formatted(run.pipeline(), run.number());
        run.refusal()
                .ifPresentOrElse(
                        reason ->
                                broken.add(
                                        name
                                                + " failed before it began"
                                                + (reason.isEmpty() ? "" : ": " + reason)),
                        () -> begun.add(name));
    }

    /// @param note what of the delivery went wrong
    DeliveryEnd end(Optional<String> note) {
        List<String> sentences = new ArrayList<>();
        if (!begun.isEmpty()) {
            sentences.add("Started " + String.join(", ", begun));
        }
        sentences.addAll(broken);
        note.ifPresent(sentences::add);
        if (sentences.isEmpty()) {
            sentences.add(
                    "Nothing was started: the pipelines are switched off, or had started already");
        }
        return new DeliveryEnd(
                DeliveryState.PROCESSED,
                note,
                broken.isEmpty() && note.isEmpty() ? CommandState.DONE : CommandState.FAILED,
                String.join("; ", sentences));
    }
}
