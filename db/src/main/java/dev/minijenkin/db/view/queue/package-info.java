/// What the queue shows.
@NullMarked
package dev.minijenkin.db.view.queue;

import org.jspecify.annotations.NullMarked;
