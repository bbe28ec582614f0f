@NullMarked
package dev.minijenkin.pipeline.lint;

import org.jspecify.annotations.NullMarked;
