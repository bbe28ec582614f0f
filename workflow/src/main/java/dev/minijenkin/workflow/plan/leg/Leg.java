package dev.minijenkin.workflow.plan.leg;

import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;

/// One combination of a matrix. A job without a matrix has one leg, which is no combination.
///
/// @param index from 0, in the order of the matrix
/// @param total how many legs the job has
/// @param id tells it apart from the other legs of the job: `ubuntu_18`; empty without a matrix
/// @param name the name of the job with the values of the combination: `test (ubuntu, 18)`
/// @param matrix the `matrix` context; null without a matrix
public record Leg(int index, int total, String id, String name, Value matrix, Strategy strategy) {
    /// Whether it is a combination of a matrix.
    public boolean isOfMatrix() {
        return !id.isEmpty();
    }

    /// The `strategy` context.
    public ObjectValue strategyContext() {
        int parallel = strategy.maxParallel() > 0 && isOfMatrix() ? strategy.maxParallel() : total;
        return ObjectValue.EMPTY
                .and("fail-fast", Value.of(strategy.failFast()))
                .and("job-index", Value.of(index))
                .and("job-total", Value.of(total))
                .and("max-parallel", Value.of(parallel));
    }
}
