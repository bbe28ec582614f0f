/// The one way to wait: for work, for a hint, and for a database that is away.
@NullMarked
package dev.minijenkin.db.poll;

import org.jspecify.annotations.NullMarked;
