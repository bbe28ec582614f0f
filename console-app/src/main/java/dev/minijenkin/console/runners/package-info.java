/// Who carries jobs out, and what to do about it.
@NullMarked
package dev.minijenkin.console.runners;

import org.jspecify.annotations.NullMarked;
