/// From a workflow and an event to the jobs of a run. Pure: it knows no database and no clock.
@NullMarked
package dev.minijenkin.workflow.plan;

import org.jspecify.annotations.NullMarked;
