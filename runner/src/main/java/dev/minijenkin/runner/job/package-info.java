/// One job from claim to result.
@NullMarked
package dev.minijenkin.runner.job;

import org.jspecify.annotations.NullMarked;
