/// What needs a person, as a row, and what can be done about it.
@NullMarked
package dev.minijenkin.console.overview.attention;

import org.jspecify.annotations.NullMarked;
