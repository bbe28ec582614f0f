/// One step of a job: whether it runs, its shell and environment, what came of it.
@NullMarked
package dev.minijenkin.runner.step;

import org.jspecify.annotations.NullMarked;
