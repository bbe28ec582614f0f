package dev.minijenkin.runner.job.queue;

import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.plan.definition.StepDefinition.StepHead;
import java.util.Map;
import java.util.function.Function;

/// A step that waits for its place in the job.
///
/// @param number by which the database and the log know it, from 1; steps inside of another one
///   have its number
/// @param key tells its files from those of the others
/// @param actionName as `GITHUB_ACTION` has it
/// @param listing when the database hears of it
/// @param state what the action saved in its parts so far, each of which has the same map
/// @param inBackground whether those behind it do not wait for it
/// @param handler what carries it out, chosen with the contexts of the moment
public record QueuedStep(
        int number,
        String key,
        String actionName,
        StepHead head,
        Listing listing,
        Map<String, String> state,
        boolean inBackground,
        Function<Contexts, StepHandler> handler) {
    /// When the database hears of a step.
    public enum Listing {
        /// With the job: it is one of the steps of the file.
        AT_THE_BEGINNING,
        /// When its place has come: another step left it.
        WHEN_IT_COMES,
        /// Not at all: it is a part of another step.
        NEVER
    }
}
