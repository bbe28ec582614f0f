/// What lists of runs show.
@NullMarked
package dev.minijenkin.db.view.runs;

import org.jspecify.annotations.NullMarked;
