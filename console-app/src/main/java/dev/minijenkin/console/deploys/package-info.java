/// Environments: what is deployed, who deploys, who waits.
@NullMarked
package dev.minijenkin.console.deploys;

import org.jspecify.annotations.NullMarked;
