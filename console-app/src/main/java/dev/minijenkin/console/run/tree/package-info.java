/// Jobs and steps as rows that fold.
@NullMarked
package dev.minijenkin.console.run.tree;

import org.jspecify.annotations.NullMarked;
