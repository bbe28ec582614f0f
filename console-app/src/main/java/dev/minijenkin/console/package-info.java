/// The desktop console: `Console` starts it, `ConsoleWindow` puts its parts together.
@NullMarked
package dev.minijenkin.console;

import org.jspecify.annotations.NullMarked;
