package dev.minijenkin.db.view.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import org.jspecify.annotations.Nullable;

/// Who holds what a job, or a whole run, waits for.
///
/// @param waits the job; null: the whole run waits
/// @param run that holds it
/// @param name of that run, as people call it: `shop / deploy #2`
public record Holder(@Nullable JobId waits, RunId run, String name) {}
