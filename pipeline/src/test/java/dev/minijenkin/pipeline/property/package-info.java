@NullMarked
package dev.minijenkin.pipeline.property;

import org.jspecify.annotations.NullMarked;
