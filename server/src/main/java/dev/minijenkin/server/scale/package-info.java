/// Tells a program or an address what build hosts the queue needs, so that they come and go with
/// it.
@NullMarked
package dev.minijenkin.server.scale;

import org.jspecify.annotations.NullMarked;
