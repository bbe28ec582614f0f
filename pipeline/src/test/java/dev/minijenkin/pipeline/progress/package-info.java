@NullMarked
package dev.minijenkin.pipeline.progress;

import org.jspecify.annotations.NullMarked;
