/// Log chunks: written under a live claim, read by cursor.
@NullMarked
package dev.minijenkin.db.log;

import org.jspecify.annotations.NullMarked;
