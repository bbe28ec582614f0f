/// What the steps of a job find around them and leave for each other.
@NullMarked
package dev.minijenkin.runner.job.scope;

import org.jspecify.annotations.NullMarked;
