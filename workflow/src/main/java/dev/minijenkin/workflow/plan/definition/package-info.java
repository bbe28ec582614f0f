/// What the planner leaves for the runner, and how that is written down and read.
@NullMarked
package dev.minijenkin.workflow.plan.definition;

import org.jspecify.annotations.NullMarked;
