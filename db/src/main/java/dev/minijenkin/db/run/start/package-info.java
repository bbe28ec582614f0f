/// Inserts runs and their jobs, many at once.
@NullMarked
package dev.minijenkin.db.run.start;

import org.jspecify.annotations.NullMarked;
