package dev.minijenkin.runner.container;

import dev.minijenkin.db.ClaimId;
import java.time.Duration;

/// What is to be known of a job before it has containers.
///
/// @param deploys whether no process of the job may outlive its lease
/// @param limit how long it may take
public record JobNeeds(ClaimId claim, ContainerFolders folders, boolean deploys, Duration limit) {}
