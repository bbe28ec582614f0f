/// What a scenario runs on and measures by: a PostgreSQL with its databases, the control, processor
/// time, round trips.
@NullMarked
package dev.minijenkin.stress.bench;

import org.jspecify.annotations.NullMarked;
