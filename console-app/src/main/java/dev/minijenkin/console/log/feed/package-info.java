/// From the database to the document: one job, or all jobs of a run interleaved.
@NullMarked
package dev.minijenkin.console.log.feed;

import org.jspecify.annotations.NullMarked;
