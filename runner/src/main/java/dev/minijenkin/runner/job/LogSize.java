package dev.minijenkin.runner.job;

import dev.minijenkin.runner.log.JobLog;

/// How much a job has logged.
///
/// @param bytes uncompressed
/// @param truncated whether the limit cut it
record LogSize(long lines, long bytes, boolean truncated) {
    /// Of a job that has no log.
    static final LogSize NONE = new LogSize(0, 0, false);

    static LogSize of(JobLog log) {
        return new LogSize(log.lines(), log.bytes(), log.truncated());
    }
}
