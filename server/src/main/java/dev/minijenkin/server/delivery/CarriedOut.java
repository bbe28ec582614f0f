package dev.minijenkin.server.delivery;

import dev.minijenkin.db.hook.DeliveryEnd;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.server.git.CommitMissingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What came of all that one delivery tells of. Each thing is an event of its own: one that starts
/// nothing does not keep another from starting. Used by one thread.
final class CarriedOut {
    private final List<StartableRun> runs = new ArrayList<>();
    private final List<DeliveryOutcome.Ends> ends = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private @Nullable CommitMissingException missing;
    private @Nullable String defaultTip;

    void add(Supplier<DeliveryOutcome> work) {
        try {
            switch (work.get()) {
                case DeliveryOutcome.Starts(List<StartableRun> started) -> runs.addAll(started);
                case DeliveryOutcome.Ends end -> ends.add(end);
                case DeliveryOutcome.Done(String outcome) -> done.add(outcome);
            }
        } catch (CommitMissingException e) {
            missing = e;
        }
    }

    /// It moved the default branch, whose files are to be looked at.
    ///
    /// @param presumed commit at which it is now; empty where the branch is gone
    void movedDefaultBranch(String presumed) {
        defaultTip = presumed;
    }

    /// Where it moved the default branch to; empty where it did not.
    Optional<String> defaultTip() {
        return Optional.ofNullable(defaultTip);
    }

    List<StartableRun> runs() {
        return runs;
    }

    /// Why part of it, or all of it, is to be tried again.
    Optional<CommitMissingException> missing() {
        return Optional.ofNullable(missing);
    }

    /// What went wrong beside what did not; empty where nothing did.
    Optional<String> note() {
        List<DeliveryOutcome.Ends> failed =
                ends.stream().filter(end -> end.state() == DeliveryState.FAILED).toList();
        return failed.isEmpty() ? Optional.empty() : Optional.of(reasons(failed));
    }

    /// The end of a delivery that starts no run.
    DeliveryEnd end() {
        if (ends.isEmpty()) {
            return DeliveryEnd.without(DeliveryState.PROCESSED, String.join("; ", done));
        }
        boolean failed = note().isPresent();
        return DeliveryEnd.without(
                failed ? DeliveryState.FAILED : DeliveryState.IGNORED, reasons(ends));
    }

    private static String reasons(List<DeliveryOutcome.Ends> ends) {
        return ends.stream().map(DeliveryOutcome.Ends::reason).collect(Collectors.joining("; "));
    }
}
