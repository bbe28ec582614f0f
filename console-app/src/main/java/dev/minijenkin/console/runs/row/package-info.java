/// A run as a row of a table: its columns, and what they say.
@NullMarked
package dev.minijenkin.console.runs.row;

import org.jspecify.annotations.NullMarked;
