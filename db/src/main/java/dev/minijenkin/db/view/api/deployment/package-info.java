/// Environments and their deployments.
@NullMarked
package dev.minijenkin.db.view.api.deployment;

import org.jspecify.annotations.NullMarked;
