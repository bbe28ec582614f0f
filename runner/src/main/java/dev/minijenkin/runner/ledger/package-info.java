/// What the jobs of a runner tell the database, together instead of each for itself.
@NullMarked
package dev.minijenkin.runner.ledger;

import org.jspecify.annotations.NullMarked;
