/// Places of the console, what shows them, and the ways between them.
@NullMarked
package dev.minijenkin.console.frame.place;

import org.jspecify.annotations.NullMarked;
