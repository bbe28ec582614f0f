package dev.minijenkin.workflow.plan.leg;

import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.plan.text.Evaluation;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the legs of a job from its `strategy`.
public final class StrategyPlanner {
    private final String job;
    private boolean failFast = true;
    private int maxParallel;
    private Optional<Yaml.Mapping> matrix = Optional.empty();

    private StrategyPlanner(String job) {
        this.job = job;
    }

    /// All legs of a job, in the order of its matrix; one where it has none.
    ///
    /// @param name of the job without the values of a combination
    public static List<Leg> legs(WorkflowJob job, String name, Evaluation evaluation)
            throws BadTextException {
        StrategyPlanner planner = new StrategyPlanner(name);
        Optional<Yaml> strategy = job.setting("strategy");
        if (strategy.isPresent()) {
            planner.read(evaluation.tree(strategy.get()));
        }
        return planner.legs();
    }

    private void read(Yaml node) throws BadTextException {
        for (Yaml.Entry entry : mapping(node, "strategy").entries()) {
            switch (entry.key().text()) {
                case "fail-fast" -> failFast = truth(entry.value());
                case "max-parallel" -> maxParallel = number(entry.value());
                case "matrix" -> matrix = Optional.of(mapping(entry.value(), "matrix"));
                default ->
                        throw new BadTextException(
                                entry.key().place(),
                                "Unknown key `%s` in a strategy".formatted(entry.key().text()));
            }
        }
    }

    private List<Leg> legs() throws BadTextException {
        Strategy strategy = new Strategy(failFast, Math.max(maxParallel, 0));
        List<Matrix.Combination> combinations =
                matrix.isPresent() ? Matrix.combinations(matrix.get()) : List.of();
        if (combinations.isEmpty()) {
            // Also where everything is excluded: the job then runs once, without a matrix.
            return List.of(
                    new Leg(0, 1, "", LegNames.of(job, List.of()), NullValue.NULL, strategy));
        }
        LegIds ids = new LegIds();
        List<Leg> legs = new ArrayList<>();
        for (Matrix.Combination combination : combinations) {
            legs.add(
                    new Leg(
                            legs.size(),
                            combinations.size(),
                            ids.next(combination.values()),
                            LegNames.of(job, combination.values()),
                            combination.matrix(),
                            strategy));
        }
        return legs;
    }

    private static Yaml.Mapping mapping(Yaml node, String key) throws BadTextException {
        if (node instanceof Yaml.Mapping mapping) {
            return mapping;
        }
        throw new BadTextException(
                node.place(), "`%s` must be a mapping, not %s".formatted(key, node.shown()));
    }

    private static boolean truth(Yaml node) throws BadTextException {
        if (node instanceof Yaml.Scalar(_, BooleanValue(boolean truth), _)) {
            return truth;
        }
        throw new BadTextException(
                node.place(), "`fail-fast` must be true or false, not " + node.shown());
    }

    private static int number(Yaml node) throws BadTextException {
        if (node instanceof Yaml.Scalar(_, NumberValue(double number), _)) {
            return (int) number;
        }
        throw new BadTextException(
                node.place(), "`max-parallel` must be a number, not " + node.shown());
    }
}
