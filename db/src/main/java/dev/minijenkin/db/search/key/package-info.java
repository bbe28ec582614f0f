/// What an index knows lines by: the keys of chunks and of needles, and the postings that keep
/// them.
@NullMarked
package dev.minijenkin.db.search.key;

import org.jspecify.annotations.NullMarked;
