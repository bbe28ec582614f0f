/// The page of a log, of one job or of a whole run: its heading, the jobs beside it, what is looked
/// for, and what is taken along.
@NullMarked
package dev.minijenkin.console.log;

import org.jspecify.annotations.NullMarked;
