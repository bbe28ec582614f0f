/// How smoothly it goes, for benchmarks.
@NullMarked
package dev.minijenkin.console.pulse;

import org.jspecify.annotations.NullMarked;
