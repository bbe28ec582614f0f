/// What a command would do to others, before it is given.
@NullMarked
package dev.minijenkin.console.whatif;

import org.jspecify.annotations.NullMarked;
