/// Made-up repositories, runs, jobs and logs that scenarios work on.
@NullMarked
package dev.minijenkin.stress.sample;

import org.jspecify.annotations.NullMarked;
