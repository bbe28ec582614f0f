/// The built-in `actions/cache` with its parts.
@NullMarked
package dev.minijenkin.runner.action.cache;

import org.jspecify.annotations.NullMarked;
