/// What waits, why, and what to do about it.
@NullMarked
package dev.minijenkin.console.queue;

import org.jspecify.annotations.NullMarked;
