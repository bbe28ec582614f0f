/// From a kept delivery to its runs.
@NullMarked
package dev.minijenkin.server.delivery;

import org.jspecify.annotations.NullMarked;
