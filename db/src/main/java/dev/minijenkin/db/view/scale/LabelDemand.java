package dev.minijenkin.db.view.scale;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What jobs that ask for one set of labels need.
///
/// @param labels sorted, lower case
/// @param waiting jobs in the queue, for nothing but a runner
/// @param limited those of them that a limit keeps: a further runner would not help
/// @param running jobs that a runner has
/// @param oldest since when the first of those waits that no limit keeps; null: none does
public record LabelDemand(
        List<String> labels, long waiting, long limited, long running, @Nullable Instant oldest) {
    /// Jobs that could begin now if there were runners enough.
    public long startable() {
        return waiting - limited;
    }
}
