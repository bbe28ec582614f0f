/// The steps that a job has still to do, and what carries each of them out.
@NullMarked
package dev.minijenkin.runner.job.queue;

import org.jspecify.annotations.NullMarked;
