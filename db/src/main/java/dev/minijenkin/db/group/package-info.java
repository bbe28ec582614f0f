/// Concurrency groups: who is active, who waits, and whose turn it is.
@NullMarked
package dev.minijenkin.db.group;

import org.jspecify.annotations.NullMarked;
