/// Registration, heartbeat, claims, and what a runner does beside its jobs.
@NullMarked
package dev.minijenkin.runner.claimloop;

import org.jspecify.annotations.NullMarked;
