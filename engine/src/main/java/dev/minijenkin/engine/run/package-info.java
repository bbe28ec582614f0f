/// A run as it is stored: its files, definitions, conditions and rows, read once a transaction.
@NullMarked
package dev.minijenkin.engine.run;

import org.jspecify.annotations.NullMarked;
