package dev.minijenkin.runner.job.resource;

import dev.minijenkin.runner.log.JobLog;

/// How much a job has logged.
///
/// @param bytes uncompressed
/// @param truncated whether the limit cut it
public record LogSize(long lines, long bytes, boolean truncated) {
    /// Of a job that has no log.
    public static final LogSize NONE = new LogSize(0, 0, false);

    /// That of a log as it is now.
    public static LogSize of(JobLog log) {
        return new LogSize(log.lines(), log.bytes(), log.truncated());
    }
}
