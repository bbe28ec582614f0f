package dev.minijenkin.db.view.scale;

import java.time.Instant;
import java.util.List;

/// What the queue needs and what is free, as one reading brought it.
///
/// @param at the time of the database
/// @param demand each set of labels of which a job waits or runs
/// @param free of runners that are online and do not drain
/// @param online names of all runners that are online
public record QueueDemand(
        Instant at, List<LabelDemand> demand, List<FreeSlots> free, List<String> online) {}
