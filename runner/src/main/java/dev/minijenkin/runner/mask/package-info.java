/// Secrets that must not leave the process: found in a stream of bytes and replaced.
@NullMarked
package dev.minijenkin.runner.mask;

import org.jspecify.annotations.NullMarked;
