/// Deliveries: everything that asks for runs, as it came.
@NullMarked
package dev.minijenkin.db.hook;

import org.jspecify.annotations.NullMarked;
