/// Where things stand in the room that there is.
@NullMarked
package dev.minijenkin.console.part.layout;

import org.jspecify.annotations.NullMarked;
