package dev.minijenkin.db.view.run;

import dev.minijenkin.db.JobId;

/// Where in the log of a job a person looks for what went wrong.
///
/// @param job of the run that is asked about
/// @param log the job whose log it is: of one whose result was taken over that one's
/// @param name of the job, with its run: `checkout / ci #12 › unit`
/// @param step that failed; empty: the job failed outside of its steps, or has not ended
/// @param firstLine of the step, in the log of the job's last claim; 1 where no step failed
/// @param said what the job itself says about its end; may be empty
public record FailedStep(
        JobId job, JobId log, String name, String step, long firstLine, String said) {}
