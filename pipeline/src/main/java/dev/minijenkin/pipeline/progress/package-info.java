/// The plan over the database: runs begin, go on and end here, in the transaction of whoever causes
/// it.
@NullMarked
package dev.minijenkin.pipeline.progress;

import org.jspecify.annotations.NullMarked;
