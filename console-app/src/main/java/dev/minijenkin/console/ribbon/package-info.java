/// Since when a branch is red, in one line.
@NullMarked
package dev.minijenkin.console.ribbon;

import org.jspecify.annotations.NullMarked;
