/// The server: takes hooks, starts runs, keeps house. Needed for new hooks alone: runners and
/// consoles go on without it.
@NullMarked
package dev.minijenkin.server;

import org.jspecify.annotations.NullMarked;
