/// What is deleted because it is old.
@NullMarked
package dev.minijenkin.db.retention;

import org.jspecify.annotations.NullMarked;
