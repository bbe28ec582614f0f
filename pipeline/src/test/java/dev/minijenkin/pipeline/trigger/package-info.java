@NullMarked
package dev.minijenkin.pipeline.trigger;

import org.jspecify.annotations.NullMarked;
