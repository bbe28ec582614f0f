package dev.minijenkin.runner.job;

import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.plan.StepDefinition.StepHead;
import java.util.function.Function;

/// A step that waits for its place in the job.
///
/// @param number by which the database and the log know it, from 1
/// @param post whether another step left it: nobody knew of it when the job began
/// @param handler what carries it out, chosen with the contexts of the moment
record QueuedStep(
        int number, StepHead head, boolean post, Function<Contexts, StepHandler> handler) {}
