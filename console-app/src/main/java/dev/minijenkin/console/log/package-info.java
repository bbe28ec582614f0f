/// The log of a job: an append-only document of compact pages, shown through a list of rows.
@NullMarked
package dev.minijenkin.console.log;

import org.jspecify.annotations.NullMarked;
