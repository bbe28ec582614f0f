/// What people hold: runs and jobs that do not enter the queue.
@NullMarked
package dev.minijenkin.db.hold;

import org.jspecify.annotations.NullMarked;
