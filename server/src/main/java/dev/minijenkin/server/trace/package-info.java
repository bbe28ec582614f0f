/// Runs that ended as spans, for a collector of traces (OTLP).
@NullMarked
package dev.minijenkin.server.trace;

import org.jspecify.annotations.NullMarked;
