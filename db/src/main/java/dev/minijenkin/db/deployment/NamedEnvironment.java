package dev.minijenkin.db.deployment;

import dev.minijenkin.db.EnvironmentId;

/// An environment among all of them.
///
/// @param repository its name
/// @param waiting how many deployments wait for something
/// @param lock `free`, `held` or `kept`
public record NamedEnvironment(
        EnvironmentId id, String repository, String name, int waiting, String lock) {}
