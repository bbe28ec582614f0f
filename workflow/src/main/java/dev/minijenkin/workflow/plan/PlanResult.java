package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.problem.Problem;
import java.util.List;

/// What became of planning a run.
public sealed interface PlanResult {
    /// The jobs in the order of the file.
    record Planned(List<PlannedJob> jobs) implements PlanResult {}

    /// An expression that decides about the plan could not be evaluated, or gives nothing usable.
    record Refused(List<Problem> problems) implements PlanResult {}
}
