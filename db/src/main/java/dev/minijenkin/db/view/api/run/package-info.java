/// Runs with what belongs to each: annotations, summaries, artifacts.
@NullMarked
package dev.minijenkin.db.view.api.run;

import org.jspecify.annotations.NullMarked;
