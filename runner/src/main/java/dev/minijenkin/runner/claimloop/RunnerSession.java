package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.RunnerId;
import java.time.Duration;
import java.util.UUID;

/// The right to work under a name, until another process takes it over.
///
/// @param instance tells this registration from every other
/// @param lease how long the runner may be silent
record RunnerSession(RunnerId id, UUID instance, Duration lease) {}
