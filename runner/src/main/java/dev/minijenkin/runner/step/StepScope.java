package dev.minijenkin.runner.step;

import dev.minijenkin.runner.command.CommandRules;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.log.JobLog;
import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.user.FileRights;
import dev.minijenkin.runner.workspace.Workspace;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// All that a step finds around it.
///
/// @param number from 1
/// @param environment the whole of it
/// @param survivesCancel whether the step goes on although the job is cancelled mildly
/// @param timeout the step's own
/// @param rules of the commands that it prints
/// @param state what the action saved in an earlier part of it: before, in or after its step
/// @param nested the way to steps inside of this one
public record StepScope(
        int number,
        Map<String, String> environment,
        Workspace workspace,
        JobLog log,
        StepEffects effects,
        StopSignal stop,
        BooleanSupplier survivesCancel,
        Optional<Duration> timeout,
        StepHost host,
        CommandRules rules,
        Map<String, String> state,
        NestedSteps nested) {
    public StepScope {
        environment = Map.copyOf(environment);
        state = Map.copyOf(state);
    }

    /// The same with another limit of time.
    public StepScope within(Duration limit) {
        return with(environment, Optional.of(limit), host);
    }

    /// The same for programs that work on what is the runner's own.
    public StepScope ofRunner() {
        return with(environment, timeout, host.own());
    }

    /// With whose rights the runner works on the files of the job.
    public FileRights files() {
        return workspace.files();
    }

    /// The same for what the runner itself does on the machine, wherever processes of the job run.
    public StepScope onMachine() {
        StepHost machine = host.machine();
        return machine.equals(host) ? this : with(host.onMachine(environment), timeout, machine);
    }

    private StepScope with(
            Map<String, String> otherEnvironment,
            Optional<Duration> otherTimeout,
            StepHost otherHost) {
        return new StepScope(
                number,
                otherEnvironment,
                workspace,
                log,
                effects,
                stop,
                survivesCancel,
                otherTimeout,
                otherHost,
                rules,
                state,
                nested);
    }

    /// Of what the runner itself does for the step.
    public StopCheck stopCheck() {
        return StopCheck.of(stop, survivesCancel);
    }

    public StepPrinter printer() {
        return new StepPrinter(log, number, effects.masks());
    }

    StepOutput output() {
        return new StepOutput(log, number, effects, rules);
    }
}
