package dev.minijenkin.runner.job;

import dev.minijenkin.db.Database;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.context.RunnerFacts;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.log.LogShipper;
import dev.minijenkin.runner.workspace.WorkFolder;
import java.time.Duration;

/// What all jobs of a runner share.
///
/// @param grace how long a job that was asked to stop may still clean up
public record RunnerServices(
        Database database,
        ResultWriter results,
        WorkFolder folder,
        StepHosts hosts,
        Actions actions,
        LogShipper shipper,
        RunnerFacts facts,
        Duration grace) {
    /// How long a cancelled job may still clean up, unless a test says otherwise.
    public static final Duration USUAL_GRACE = Duration.ofMinutes(5);
}
