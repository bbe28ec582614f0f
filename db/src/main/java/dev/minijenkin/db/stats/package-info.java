/// Figures: the line of health, samples, figures per pipeline.
@NullMarked
package dev.minijenkin.db.stats;

import org.jspecify.annotations.NullMarked;
