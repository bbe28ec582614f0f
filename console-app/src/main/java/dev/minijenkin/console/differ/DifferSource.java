package dev.minijenkin.console.differ;

import dev.minijenkin.console.differ.align.ComparedLog;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.redgreen.RedGreen;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Where comparisons come from.
public interface DifferSource {
    /// Empty where the run is not red, or its branch was never green.
    ///
    /// @param job name of the job; empty: the first that failed
    Optional<RedGreen> compare(RunId run, String job);

    /// The log of a job.
    ///
    /// @param unwanted whether nobody waits for it any more
    ComparedLog log(JobId job, BooleanSupplier unwanted);
}
