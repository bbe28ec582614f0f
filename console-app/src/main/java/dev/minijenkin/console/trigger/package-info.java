/// Starting a pipeline by hand.
@NullMarked
package dev.minijenkin.console.trigger;

import org.jspecify.annotations.NullMarked;
