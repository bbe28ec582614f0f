/// The list of runs: filter, keyset pages, live rows.
@NullMarked
package dev.minijenkin.console.runs;

import org.jspecify.annotations.NullMarked;
