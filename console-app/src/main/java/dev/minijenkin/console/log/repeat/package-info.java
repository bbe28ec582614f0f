/// What repeats in a log.
@NullMarked
package dev.minijenkin.console.log.repeat;

import org.jspecify.annotations.NullMarked;
