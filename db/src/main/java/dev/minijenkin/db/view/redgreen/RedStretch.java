package dev.minijenkin.db.view.redgreen;

import dev.minijenkin.db.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The time during which a branch was red, around one run of it: from its first run that failed
/// after one that succeeded up to the next that succeeds.
///
/// @param green the last run that succeeded before; empty where none did
/// @param red runs that failed since then, the oldest first; at most [RedStretches#MOST]
/// @param attempts of all of them together, also of those that are not in `red`
/// @param errors how many different first errors the runs in `red` have, 1 where nothing tells them
///   apart
/// @param mended the run with which it became green again; empty: it is red still
/// @param around the last runs of the branch up to the newest of these, the oldest first
public record RedStretch(
        Optional<BranchRun> green,
        List<BranchRun> red,
        long runs,
        long attempts,
        int errors,
        Optional<BranchRun> mended,
        List<BranchRun> around) {
    /// @throws IllegalArgumentException without a red run
    public RedStretch {
        red = List.copyOf(red);
        around = List.copyOf(around);
        if (red.isEmpty()) {
            throw new IllegalArgumentException("A branch without a failed run is not red");
        }
    }

    /// When it became known that the branch is red.
    public Instant since() {
        return red.getFirst().finished();
    }

    /// The run of the stretch with an id; the first one where none has it.
    public BranchRun redOr(RunId run) {
        return red.stream().filter(of -> of.id().equals(run)).findFirst().orElse(red.getFirst());
    }
}
