/// What came in, what came of it, and what goes out.
@NullMarked
package dev.minijenkin.console.deliveries;

import org.jspecify.annotations.NullMarked;
