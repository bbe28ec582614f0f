package dev.minijenkin.engine.start;

import dev.minijenkin.workflow.plan.leg.ChosenLegs;

/// What of the workflows that an event starts is wanted.
///
/// @param job id of a job: that one and those that it needs; empty: all of them
/// @param legs of its matrices
/// @param whateverFiltersSay whether a workflow that names the event runs also where its filters do
///   not let this one pass
public record RunChoice(String job, ChosenLegs legs, boolean whateverFiltersSay) {
    /// As a git host's event starts runs: all of what its filters let pass.
    public static final RunChoice EVERYTHING = new RunChoice("", ChosenLegs.ALL, false);
}
