/// Folders on the host of a process.
@NullMarked
package dev.minijenkin.engine.folder;

import org.jspecify.annotations.NullMarked;
