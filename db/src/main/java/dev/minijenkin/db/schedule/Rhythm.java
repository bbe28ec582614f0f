package dev.minijenkin.db.schedule;

import java.time.Instant;

/// A rhythm of a pipeline.
///
/// @param cron as the workflow file has it
/// @param timeZone name of a zone
/// @param nextAt when it is due next
public record Rhythm(String cron, String timeZone, Instant nextAt) {}
