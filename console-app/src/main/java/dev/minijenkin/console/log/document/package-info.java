/// A log as it is shown: lines, folds, colours and searches, in memory. Knows no node and no
/// database.
@NullMarked
package dev.minijenkin.console.log.document;

import org.jspecify.annotations.NullMarked;
