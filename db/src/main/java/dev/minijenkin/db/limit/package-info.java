/// How much of a repository, or of a label, may be under way at a time.
@NullMarked
package dev.minijenkin.db.limit;

import org.jspecify.annotations.NullMarked;
