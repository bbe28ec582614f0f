/// The steps of jobs, as runners tell of them.
@NullMarked
package dev.minijenkin.db.run.step;

import org.jspecify.annotations.NullMarked;
