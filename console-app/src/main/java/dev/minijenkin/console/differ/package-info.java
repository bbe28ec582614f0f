/// Red against green: what is different from when a branch was well.
@NullMarked
package dev.minijenkin.console.differ;

import org.jspecify.annotations.NullMarked;
