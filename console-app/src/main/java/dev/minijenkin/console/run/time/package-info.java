/// Jobs on a line of time.
@NullMarked
package dev.minijenkin.console.run.time;

import org.jspecify.annotations.NullMarked;
