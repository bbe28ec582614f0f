/// A look at the first error of a row, as long as a key is held.
@NullMarked
package dev.minijenkin.console.peek;

import org.jspecify.annotations.NullMarked;
