/// The folders of a job, and its source code in them.
@NullMarked
package dev.minijenkin.runner.workspace;

import org.jspecify.annotations.NullMarked;
