/// The narrow table of jobs that could start now, and the interned label sets.
@NullMarked
package dev.minijenkin.db.queue;

import org.jspecify.annotations.NullMarked;
