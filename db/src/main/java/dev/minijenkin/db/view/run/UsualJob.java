package dev.minijenkin.db.view.run;

import java.time.Duration;

/// When a job usually starts and how long it usually takes.
///
/// @param key id in the workflow file; legs of a matrix share it
/// @param name tells legs apart
/// @param start after the beginning of its run
public record UsualJob(String key, String name, Duration start, Duration took) {
    /// When it usually ends, after the beginning of its run.
    public Duration end() {
        return start.plus(took);
    }
}
