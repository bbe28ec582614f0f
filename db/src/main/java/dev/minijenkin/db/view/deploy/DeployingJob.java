package dev.minijenkin.db.view.deploy;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;

/// A job that deploys, or is to.
///
/// @param runName `shop-web / deploy #12`
public record DeployingJob(JobId job, RunId run, String name, String runName) {}
