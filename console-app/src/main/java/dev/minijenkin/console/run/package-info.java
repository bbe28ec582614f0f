/// One run: its heading, jobs, steps and annotations.
@NullMarked
package dev.minijenkin.console.run;

import org.jspecify.annotations.NullMarked;
