package dev.minijenkin.db.deployment;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import java.util.Optional;

/// The deployment that is next at an environment.
///
/// @param run to be locked before it is let in
/// @param refusal one sentence: why it may never begin; empty: its turn has come
public record NextDeployment(long deployment, JobId job, RunId run, Optional<String> refusal) {}
