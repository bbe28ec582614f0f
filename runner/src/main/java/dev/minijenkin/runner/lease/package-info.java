/// How long the runner may count on its claims, as it knows by itself, without the database: what
/// ends deployments before another runner may begin.
@NullMarked
package dev.minijenkin.runner.lease;

import org.jspecify.annotations.NullMarked;
