package dev.minijenkin.db.view.redgreen;

import dev.minijenkin.db.JobId;
import java.time.Duration;
import java.util.Optional;

/// One side of a comparison: a job that ended.
///
/// @param log whose log it is: of a job whose result was taken over that one's
/// @param runner empty where it is gone
/// @param took empty where it never began
public record ComparedJob(
        JobId id,
        JobId log,
        String name,
        boolean failed,
        String runner,
        String system,
        String version,
        Optional<Duration> took) {}
