package dev.minijenkin.db.deployment;

import dev.minijenkin.db.EnvironmentId;

/// What the rules of its environment say to a job that waits there.
///
/// @param name of the environment
/// @param approvals how many people have approved
/// @param missing how many have still to
public record EnvironmentGate(EnvironmentId environment, String name, int approvals, int missing) {}
