/// Hints that wake: one notifier and one LISTEN connection a process. A lost hint costs a poll,
/// never work.
@NullMarked
package dev.minijenkin.db.notify;

import org.jspecify.annotations.NullMarked;
