/// Two logs side by side: which lines are the same but for times, paths, ids, sizes and durations.
@NullMarked
package dev.minijenkin.console.differ.align;

import org.jspecify.annotations.NullMarked;
