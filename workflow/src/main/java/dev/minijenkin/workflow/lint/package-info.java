/// Findings about files that are not to run yet.
@NullMarked
package dev.minijenkin.workflow.lint;

import org.jspecify.annotations.NullMarked;
