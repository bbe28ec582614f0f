/// What is done again and again by whichever process comes to it, so that nothing stands still
/// where a process died: the chores of all, and how they are done.
@NullMarked
package dev.minijenkin.engine.recovery;

import org.jspecify.annotations.NullMarked;
