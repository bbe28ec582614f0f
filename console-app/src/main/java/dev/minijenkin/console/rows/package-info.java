/// Lists of which several rows can be acted on at once.
@NullMarked
package dev.minijenkin.console.rows;

import org.jspecify.annotations.NullMarked;
