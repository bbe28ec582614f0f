/// What the console keeps of a person between two starts, in files of theirs.
@NullMarked
package dev.minijenkin.console.memory;

import org.jspecify.annotations.NullMarked;
