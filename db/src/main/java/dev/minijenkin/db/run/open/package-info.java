/// Which runs are open, for all who look for them.
@NullMarked
package dev.minijenkin.db.run.open;

import org.jspecify.annotations.NullMarked;
