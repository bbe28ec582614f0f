/// The time machine: which minute is looked at, what says so, and what a person drags along.
@NullMarked
package dev.minijenkin.console.past;

import org.jspecify.annotations.NullMarked;
