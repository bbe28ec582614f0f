/// The text of logs as a search sees it: blocks of lines, folded to one case, and as it was
/// printed.
@NullMarked
package dev.minijenkin.db.search.text;

import org.jspecify.annotations.NullMarked;
