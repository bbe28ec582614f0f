/// How a run goes on when one of its jobs ends, or a group or an environment lets one on.
@NullMarked
package dev.minijenkin.engine.advance;

import org.jspecify.annotations.NullMarked;
