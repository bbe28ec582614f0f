/// How a job ended, and how the database is told.
@NullMarked
package dev.minijenkin.runner.job.end;

import org.jspecify.annotations.NullMarked;
