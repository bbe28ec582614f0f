package dev.minijenkin.db.run.start;

import dev.minijenkin.db.run.Run;
import java.util.List;
import java.util.Set;

/// Jobs to insert into a run.
///
/// @param queued places in the list of those that enter the queue at once; the others are blocked
public record NewRunJobs(Run run, List<NewJob> jobs, Set<Integer> queued) {}
