/// Which events start a workflow.
@NullMarked
package dev.minijenkin.workflow.trigger;

import org.jspecify.annotations.NullMarked;
