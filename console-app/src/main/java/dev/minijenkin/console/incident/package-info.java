/// A failure as a text for others.
@NullMarked
package dev.minijenkin.console.incident;

import org.jspecify.annotations.NullMarked;
