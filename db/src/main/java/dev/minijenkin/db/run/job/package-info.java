/// The jobs of runs: how they stand, what came of them, and what another attempt takes over.
@NullMarked
package dev.minijenkin.db.run.job;

import org.jspecify.annotations.NullMarked;
