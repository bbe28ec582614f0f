/// What ended runs are told to collectors of traces from.
@NullMarked
package dev.minijenkin.db.trace;

import org.jspecify.annotations.NullMarked;
