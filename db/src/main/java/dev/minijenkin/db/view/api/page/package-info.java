/// Pages of rows by key, and how records are read for them.
@NullMarked
package dev.minijenkin.db.view.api.page;

import org.jspecify.annotations.NullMarked;
