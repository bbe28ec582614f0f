/// The desktop console, put together.
@NullMarked
package dev.minijenkin.console;

import org.jspecify.annotations.NullMarked;
