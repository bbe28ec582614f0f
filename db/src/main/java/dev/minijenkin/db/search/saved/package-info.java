/// Searches that people saved, and the lines that were printed for them since.
@NullMarked
package dev.minijenkin.db.search.saved;

import org.jspecify.annotations.NullMarked;
