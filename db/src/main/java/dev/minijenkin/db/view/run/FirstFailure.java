package dev.minijenkin.db.view.run;

import dev.minijenkin.db.run.Cause;
import org.jspecify.annotations.Nullable;

/// What went wrong first in an attempt of a run.
///
/// @param job name of the job; empty: the workflow file could not be read
/// @param step name of the step that failed in it; empty where none did
/// @param exitCode of the step; null where no process of it ended
/// @param cause of the job, or of the run where there is none; null where nobody knows
/// @param message what the first error that somebody wrote says; else, where no step failed, what
///   the job says; may be empty
/// @param path file that the error is about; empty: none
/// @param line in it, from 1; 0: none
public record FirstFailure(
        String job,
        String step,
        @Nullable Integer exitCode,
        @Nullable Cause cause,
        String message,
        String path,
        int line) {}
