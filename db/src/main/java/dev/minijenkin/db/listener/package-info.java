/// Which workflows runs of other workflows start.
@NullMarked
package dev.minijenkin.db.listener;

import org.jspecify.annotations.NullMarked;
