/// Problem matchers: what tools print about files, found in the lines of steps.
@NullMarked
package dev.minijenkin.runner.matcher;

import org.jspecify.annotations.NullMarked;
