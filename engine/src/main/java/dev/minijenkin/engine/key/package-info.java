/// Private keys on the host of a process.
@NullMarked
package dev.minijenkin.engine.key;

import org.jspecify.annotations.NullMarked;
