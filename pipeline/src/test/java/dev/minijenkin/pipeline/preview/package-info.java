@NullMarked
package dev.minijenkin.pipeline.preview;

import org.jspecify.annotations.NullMarked;
