@NullMarked
package dev.minijenkin.pipeline.plan;

import org.jspecify.annotations.NullMarked;
