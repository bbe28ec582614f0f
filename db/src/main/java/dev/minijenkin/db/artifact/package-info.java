/// Files that jobs keep beyond their end, in pieces.
@NullMarked
package dev.minijenkin.db.artifact;

import org.jspecify.annotations.NullMarked;
