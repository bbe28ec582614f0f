/// What jobs need, drawn: the place of each card and each line, and the cards themselves.
@NullMarked
package dev.minijenkin.console.run.graph;

import org.jspecify.annotations.NullMarked;
