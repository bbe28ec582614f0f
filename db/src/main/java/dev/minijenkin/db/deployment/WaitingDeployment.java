package dev.minijenkin.db.deployment;

import dev.minijenkin.db.JobId;

/// A job that waits at an environment.
///
/// @param name `ship of ci #3`
/// @param waitsFor one sentence
public record WaitingDeployment(JobId job, String name, String waitsFor) {}
