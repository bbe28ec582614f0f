/// Commands that ask for something: cancel, rerun, hold, drain, and what became of it.
@NullMarked
package dev.minijenkin.cli.wish;

import org.jspecify.annotations.NullMarked;
