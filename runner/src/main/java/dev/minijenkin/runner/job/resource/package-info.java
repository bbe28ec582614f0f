/// What a job has of its own while it runs, and what watches over it.
@NullMarked
package dev.minijenkin.runner.job.resource;

import org.jspecify.annotations.NullMarked;
