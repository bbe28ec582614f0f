/// The console over a large database, and while everything changes.
@NullMarked
package dev.minijenkin.stress.console;

import org.jspecify.annotations.NullMarked;
