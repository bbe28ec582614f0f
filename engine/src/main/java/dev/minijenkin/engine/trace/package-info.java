/// The trace that a run belongs to (W3C Trace Context).
@NullMarked
package dev.minijenkin.engine.trace;

import org.jspecify.annotations.NullMarked;
