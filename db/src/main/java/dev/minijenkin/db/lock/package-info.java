/// Locks of work that one process does for all, how long anything waits for a lock, and who is in
/// the way.
@NullMarked
package dev.minijenkin.db.lock;

import org.jspecify.annotations.NullMarked;
