/// The legs of a job: what its `strategy` makes of it, and how they are called.
@NullMarked
package dev.minijenkin.workflow.plan.leg;

import org.jspecify.annotations.NullMarked;
