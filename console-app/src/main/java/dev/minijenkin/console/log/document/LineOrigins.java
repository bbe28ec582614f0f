package dev.minijenkin.console.log.document;

/// Where the lines of a page come from, where they come from several jobs. Immutable once built.
///
/// @param jobs index of the job, a line each; empty: all are of one job
/// @param numbers of the line in the log of its job, from 1, a line each
@SuppressWarnings(
        "ArrayRecordComponent") // Confined to this package; nobody compares or changes them.
record LineOrigins(short[] jobs, int[] numbers) {
    static final LineOrigins ONE_JOB = new LineOrigins(new short[0], new int[0]);

    boolean areMixed() {
        return jobs.length > 0;
    }
}
