/// How fast jobs are queued, claimed, carried out and ended, and what they cost.
@NullMarked
package dev.minijenkin.stress.queue;

import org.jspecify.annotations.NullMarked;
