/// Runs, their jobs, steps and annotations.
@NullMarked
package dev.minijenkin.db.run;

import org.jspecify.annotations.NullMarked;
