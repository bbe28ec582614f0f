/// How a job is asked to stop, and why.
@NullMarked
package dev.minijenkin.runner.stop;

import org.jspecify.annotations.NullMarked;
