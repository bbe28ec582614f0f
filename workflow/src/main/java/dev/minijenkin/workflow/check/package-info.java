/// What the table of the grammar cannot say: needs, calls, matrices, references, `runs-on`.
@NullMarked
package dev.minijenkin.workflow.check;

import org.jspecify.annotations.NullMarked;
