package dev.minijenkin.db.view.runs;

/// How many runs there are, by what a person asks for first.
///
/// @param failed in the last day
public record RunCounts(long all, long running, long queued, long waiting, long failed) {}
