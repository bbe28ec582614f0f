package dev.minijenkin.db.deployment;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;

/// The deployment whose turn has come at an environment that is free.
///
/// @param run to be locked before it is let in
public record NextDeployment(long deployment, JobId job, RunId run) {}
