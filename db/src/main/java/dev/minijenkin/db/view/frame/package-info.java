/// What the frame around every screen shows.
@NullMarked
package dev.minijenkin.db.view.frame;

import org.jspecify.annotations.NullMarked;
