/// Every command: who gave it, why, and what came of it.
@NullMarked
package dev.minijenkin.console.audit;

import org.jspecify.annotations.NullMarked;
