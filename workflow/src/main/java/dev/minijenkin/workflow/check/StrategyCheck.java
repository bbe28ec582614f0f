package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Checks the matrix of a job, as far as it is written out.
public final class StrategyCheck {
    private static final int MAX_COMBINATIONS = 256;

    private final Problems problems;
    private final Map<String, List<Yaml>> vectors = new HashMap<>();
    private long combinations = 1;

    private StrategyCheck(Problems problems) {
        this.problems = problems;
    }

    public static void check(Fields job, Problems problems) {
        if (job.below("strategy").get("matrix").orElse(null) instanceof Yaml.Mapping matrix) {
            boolean computed = job.get("strategy").filter(Yaml::hasExpression).isPresent();
            new StrategyCheck(problems).check(matrix, computed);
        }
    }

    private void check(Yaml.Mapping matrix, boolean computed) {
        boolean hasVector = false;
        Fields fields = new Fields(matrix);
        for (Yaml.Entry entry : matrix.entries()) {
            String name = entry.key().text();
            if (!name.equals("include") && !name.equals("exclude")) {
                hasVector = true;
                vector(name, entry.value());
            }
        }
        boolean hasInclude =
                fields.get("include")
                        .map(node ->
                                node instanceof Yaml.Scalar
                                        || (node instanceof Yaml.Sequence(_, List<Yaml> items)
                                                && !items.isEmpty()))
                        .orElse(false);
        if (!hasVector && !hasInclude) {
            problems.error(
                    matrix.place(), "A matrix needs at least one key with values, or `include`");
        }
        if (!computed) {
            fields.get("include").ifPresent(include -> items(include, "include"));
            fields.get("exclude").ifPresent(this::exclude);
            if (!vectors.isEmpty() && combinations > MAX_COMBINATIONS && !fields.has("exclude")) {
                problems.warning(
                        matrix.place(),
                        "This matrix has %d combinations; a run has at most %d"
                                .formatted(combinations, MAX_COMBINATIONS));
            }
        }
    }

    private void vector(String name, Yaml values) {
        if (values instanceof Yaml.Sequence(_, List<Yaml> items)) {
            if (items.isEmpty()) {
                problems.error(values.place(), "`%s` has no values".formatted(name));
            } else {
                vectors.put(OrdinalIgnoreCase.fold(name), items);
                combinations = Math.min(Integer.MAX_VALUE, combinations * items.size());
            }
        }
    }

    private void items(Yaml node, String key) {
        if (node instanceof Yaml.Sequence(_, List<Yaml> items)) {
            for (Yaml item : items) {
                if (item instanceof Yaml.Mapping(_, List<Yaml.Entry> entries)
                        && entries.isEmpty()) {
                    problems.error(
                            item.place(), "An entry of `%s` must not be empty".formatted(key));
                }
            }
        }
    }

    private void exclude(Yaml node) {
        items(node, "exclude");
        if (node instanceof Yaml.Sequence(_, List<Yaml> items)) {
            for (Yaml item : items) {
                for (Yaml.Entry entry : Fields.of(item).entries()) {
                    excluded(entry.key(), entry.value());
                }
            }
        }
    }

    private void excluded(Yaml.Scalar key, Yaml value) {
        List<Yaml> vector = vectors.get(OrdinalIgnoreCase.fold(key.text()));
        if (vector == null) {
            problems.error(
                    key.place(),
                    "`%s` is no key of the matrix, so nothing can be excluded by it"
                            .formatted(key.text()));
        } else if (value instanceof Yaml.Scalar scalar
                && vector.stream()
                        .noneMatch(item ->
                                !(item instanceof Yaml.Scalar one)
                                        || one.value().isLike(scalar.value()))) {
            problems.warning(
                    scalar.place(),
                    "`%s` is no value of `%s`, so this entry excludes nothing"
                            .formatted(scalar.text(), key.text()));
        }
    }
}
