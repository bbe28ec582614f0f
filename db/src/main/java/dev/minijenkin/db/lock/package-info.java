/// Locks that are tried and never waited for.
@NullMarked
package dev.minijenkin.db.lock;

import org.jspecify.annotations.NullMarked;
