/// What nobody else would notice: runners that are lost, and handovers that are overdue.
@NullMarked
package dev.minijenkin.engine.recovery;

import org.jspecify.annotations.NullMarked;
