/// The index over the logs of jobs that have ended: built span by span, one segment at a time.
@NullMarked
package dev.minijenkin.db.search.index;

import org.jspecify.annotations.NullMarked;
