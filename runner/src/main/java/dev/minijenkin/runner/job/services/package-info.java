/// What all jobs of a runner share, and how it serves somebody who has it alone.
@NullMarked
package dev.minijenkin.runner.job.services;

import org.jspecify.annotations.NullMarked;
