/// Environments, deployments to them, and the lock that lets one deploy at a time.
@NullMarked
package dev.minijenkin.db.deployment;

import org.jspecify.annotations.NullMarked;
