/// Pods of a Kubernetes: those of runners, and those of jobs.
@NullMarked
package dev.minijenkin.kubernetes;

import org.jspecify.annotations.NullMarked;
