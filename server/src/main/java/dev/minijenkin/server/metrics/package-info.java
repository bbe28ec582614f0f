/// Figures for Prometheus.
@NullMarked
package dev.minijenkin.server.metrics;

import org.jspecify.annotations.NullMarked;
