/// The chores of servers alone; `engine.recovery` has those of all processes, and does both.
@NullMarked
package dev.minijenkin.server.housekeeping;

import org.jspecify.annotations.NullMarked;
