/// Figures.
@NullMarked
package dev.minijenkin.db.view.api.stats;

import org.jspecify.annotations.NullMarked;
