/// What the overview shows.
@NullMarked
package dev.minijenkin.db.view.overview;

import org.jspecify.annotations.NullMarked;
