package dev.minijenkin.runner.job;

import dev.minijenkin.db.Database;
import dev.minijenkin.runner.context.RunnerFacts;
import dev.minijenkin.runner.log.LogShipper;
import dev.minijenkin.runner.process.Launcher;
import dev.minijenkin.runner.process.StopTimeouts;
import dev.minijenkin.runner.workspace.WorkFolder;
import java.time.Duration;
import java.util.Map;

/// What all jobs of a runner share.
///
/// @param environment that steps inherit from the runner, without its credentials
/// @param grace how long a job that was asked to stop may still clean up
public record RunnerServices(
        Database database,
        ResultWriter results,
        WorkFolder folder,
        Launcher launcher,
        StopTimeouts timeouts,
        LogShipper shipper,
        Map<String, String> environment,
        RunnerFacts facts,
        Duration grace) {
    /// How long a cancelled job may still clean up, unless a test says otherwise.
    public static final Duration USUAL_GRACE = Duration.ofMinutes(5);

    public RunnerServices {
        environment = Map.copyOf(environment);
    }
}
