/// What steps tell people beside their log.
@NullMarked
package dev.minijenkin.db.summary;

import org.jspecify.annotations.NullMarked;
