package dev.minijenkin.runner.step;

import java.util.List;

/// Carries out one step: the door for the kinds of steps, scripts here and actions in `action`. It
/// is made for the step when its place in the job has come, with all its texts evaluated.
@FunctionalInterface
public interface StepHandler {
    /// Carries it out. A handler of nested steps runs them by [StepScope#nested].
    ///
    /// @throws dev.minijenkin.runner.fault.RunnerException if the disk or the host refuses
    StepOutcome run(StepScope scope) throws InterruptedException;

    /// What is to be done after the last step of the job because this one began, whatever comes of
    /// it: in the order of beginning, for the last is done first. Asked once, after [#run].
    default List<Post> posts() {
        return List.of();
    }

    /// A post step.
    ///
    /// @param name as people see it
    /// @param condition as `if`: usually `always()`
    record Post(String name, String condition, StepHandler handler) {}
}
