/// One step of a job, from its place in the queue to its result; those beside others and those
/// inside of others too.
@NullMarked
package dev.minijenkin.runner.job.step;

import org.jspecify.annotations.NullMarked;
