package dev.minijenkin.db.run.start;

import dev.minijenkin.db.RunId;

/// What a run is called.
///
/// @param number counts the runs of its pipeline
public record RunNumber(RunId id, long number) {}
