/// Colours and weights of a terminal, read from what a program printed.
@NullMarked
package dev.minijenkin.console.log.ansi;

import org.jspecify.annotations.NullMarked;
