/// Carries out what people ask for: one row of `commands`, one transaction.
@NullMarked
package dev.minijenkin.engine.command;

import org.jspecify.annotations.NullMarked;
