/// The lines of a log, as a list of rows with a map of its errors beside it.
@NullMarked
package dev.minijenkin.console.log.list;

import org.jspecify.annotations.NullMarked;
