/// From an event at a commit to runs and their jobs.
@NullMarked
package dev.minijenkin.engine.start;

import org.jspecify.annotations.NullMarked;
