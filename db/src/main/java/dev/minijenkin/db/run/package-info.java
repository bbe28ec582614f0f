/// Runs: how they stand, what they started from, and what ends them.
@NullMarked
package dev.minijenkin.db.run;

import org.jspecify.annotations.NullMarked;
