/// Runners, servers and PostgreSQL that are killed, paused and cut off, and the checks that nothing
/// is lost.
@NullMarked
package dev.minijenkin.stress.reliability;

import org.jspecify.annotations.NullMarked;
