/// What build hosts are needed for.
@NullMarked
package dev.minijenkin.db.view.scale;

import org.jspecify.annotations.NullMarked;
