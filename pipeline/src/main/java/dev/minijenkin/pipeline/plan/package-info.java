/// The brain, pure: which triggers match, which jobs a run has, which may start next.
@NullMarked
package dev.minijenkin.pipeline.plan;

import org.jspecify.annotations.NullMarked;
