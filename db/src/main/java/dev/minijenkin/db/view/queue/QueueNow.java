package dev.minijenkin.db.view.queue;

import dev.minijenkin.db.limit.ClaimLimit;
import java.util.List;

/// All that waits, as one reading brought it.
///
/// @param work in the order in which it is served, of each label set the first ones
/// @param inQueue how many jobs are in the queue, shown or not
public record QueueNow(List<QueuedWork> work, long inQueue, List<ClaimLimit> limits) {}
