/// What every process must agree on.
@NullMarked
package dev.minijenkin.db.settings;

import org.jspecify.annotations.NullMarked;
