/// Since when a branch is red, and what is different from when it was green.
@NullMarked
package dev.minijenkin.db.view.redgreen;

import org.jspecify.annotations.NullMarked;
