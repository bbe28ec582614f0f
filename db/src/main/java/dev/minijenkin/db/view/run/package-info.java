/// What the page of one run shows.
@NullMarked
package dev.minijenkin.db.view.run;

import org.jspecify.annotations.NullMarked;
