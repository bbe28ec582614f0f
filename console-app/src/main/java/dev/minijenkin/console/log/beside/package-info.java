/// Two logs side by side, tied by time.
@NullMarked
package dev.minijenkin.console.log.beside;

import org.jspecify.annotations.NullMarked;
