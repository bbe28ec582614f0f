/// A past that was made up, for a console that is tried out.
@NullMarked
package dev.minijenkin.db.sample;

import org.jspecify.annotations.NullMarked;
