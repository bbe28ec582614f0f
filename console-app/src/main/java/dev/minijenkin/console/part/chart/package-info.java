/// Small pictures of numbers.
@NullMarked
package dev.minijenkin.console.part.chart;

import org.jspecify.annotations.NullMarked;
