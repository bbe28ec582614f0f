@NullMarked
package dev.minijenkin.pipeline.workflow;

import org.jspecify.annotations.NullMarked;
