@NullMarked
package dev.minijenkin.pipeline.expression;

import org.jspecify.annotations.NullMarked;
