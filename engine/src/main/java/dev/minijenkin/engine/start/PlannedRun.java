package dev.minijenkin.engine.start;

import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.repository.Pipeline;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.start.NewRun;
import dev.minijenkin.db.run.start.NumberedRun;
import dev.minijenkin.db.run.start.RunNumber;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;

/// A run that has a number and a plan, and no row yet.
record PlannedRun(
        StartableRun startable, Pipeline pipeline, RunNumber number, Run run, RunPlan plan) {
    /// @param vars the `vars` context
    static PlannedRun of(
            StartableRun startable, Pipeline pipeline, RunNumber number, ObjectValue vars) {
        Run run = run(startable.trigger(), pipeline, number);
        RunPlan plan =
                switch (startable) {
                    case ReadyRun ready -> ready.plan(run, vars);
                    case BrokenRun broken -> broken.plan();
                };
        return new PlannedRun(
                startable,
                pipeline,
                number,
                plan.group() == null ? run : run.in(plan.group()),
                plan);
    }

    private static Run run(TriggerEvent trigger, Pipeline pipeline, RunNumber number) {
        return new Run(
                number.id(),
                pipeline.id(),
                trigger.repository().id(),
                number.number(),
                1,
                new Run.Status(RunState.QUEUED, null, null),
                new Run.Origin(
                        trigger.name(),
                        PostgresText.text(trigger.actor()),
                        trigger.ref(),
                        trigger.commit().sha()),
                NewRun.USUAL_PRIORITY,
                trigger.onGuests(),
                null);
    }

    NumberedRun row() {
        TriggerEvent trigger = startable.trigger();
        Commit commit = trigger.commit();
        return new NumberedRun(
                number,
                new NewRun(
                        pipeline.id(),
                        run.repository(),
                        plan.title().isEmpty() ? commit.subject() : plan.title(),
                        new NewRun.Origin(trigger.name(), trigger.actor(), trigger.delivery()),
                        new NewRun.Commit(
                                trigger.ref(),
                                trigger.headBranch(),
                                commit.sha(),
                                commit.subject(),
                                commit.author()),
                        run.priority(),
                        plan.group(),
                        new NewRun.Source(
                                startable.source().content(),
                                trigger.payload(),
                                inputs(),
                                sharedContexts())));
    }

    StartedRun started() {
        return StartedRun.of(run.id(), pipeline.name(), run.number(), plan);
    }

    /// What a person gave to one that cannot be is of no use.
    private String inputs() {
        return switch (startable) {
            case ReadyRun ready -> ready.trigger().inputs();
            case BrokenRun _ -> "{}";
        };
    }

    private String sharedContexts() {
        return plan.jobs().isEmpty()
                ? "{}"
                : JobDefinitions.sharedContexts(plan.jobs().getFirst().definition());
    }
}
