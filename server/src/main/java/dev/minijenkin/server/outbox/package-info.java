/// Delivers the messages of the outbox: takes them, words them for their targets, sends them, and
/// says what came of it.
@NullMarked
package dev.minijenkin.server.outbox;

import org.jspecify.annotations.NullMarked;
