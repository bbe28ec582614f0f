package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        maxParallel(job.below("strategy").text("max-parallel"), problems);
        if (job.below("strategy").get("matrix").orElse(null) instanceof Yaml.Mapping matrix) {
            boolean computed = job.get("strategy").filter(Yaml::hasExpression).isPresent();
            new StrategyCheck(problems).check(matrix, computed);
        }
    }

    private static void maxParallel(Text text, Problems problems) {
        if (text.isEmpty() || Template.isTemplate(text.value())) {
            return;
        }
        double number = Value.of(text.value()).asNumber();
        if (number < 1 || number != Math.rint(number)) {
            problems.warning(
                    LintRule.VALUE,
                    text.place(),
                    "`max-parallel` should be a whole number from 1 on");
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
                    LintRule.MATRIX,
                    matrix.place(),
                    "A matrix needs at least one key with values, or `include`");
        }
        if (!computed) {
            fields.get("include").ifPresent(include -> items(include, "include"));
            fields.get("exclude").ifPresent(this::exclude);
            if (!vectors.isEmpty() && combinations > MAX_COMBINATIONS && !fields.has("exclude")) {
                problems.warning(
                        LintRule.MATRIX,
                        matrix.place(),
                        "This matrix has %d combinations; a run has at most %d"
                                .formatted(combinations, MAX_COMBINATIONS));
            }
        }
    }

    private void vector(String name, Yaml values) {
        if (values instanceof Yaml.Sequence(_, List<Yaml> items)) {
            if (items.isEmpty()) {
                problems.error(
                        LintRule.MATRIX, values.place(), "`%s` has no values".formatted(name));
            } else {
                vectors.put(OrdinalIgnoreCase.fold(name), items);
                twice(name, items);
                combinations = Math.min(Integer.MAX_VALUE, combinations * items.size());
            }
        }
    }

    /// A value that stands twice makes two jobs of one.
    private void twice(String name, List<Yaml> items) {
        Set<String> seen = new HashSet<>();
        for (Yaml item : items) {
            if (!item.hasExpression() && !seen.add(written(item))) {
                problems.warning(
                        LintRule.MATRIX,
                        item.place(),
                        item instanceof Yaml.Scalar scalar
                                ? "`%s` stands twice in `%s`".formatted(scalar.text(), name)
                                : "This value stands twice in `%s`".formatted(name));
            }
        }
    }

    /// The same for values that are the same, wherever they stand.
    private static String written(Yaml node) {
        return switch (node) {
            case Yaml.Scalar scalar -> scalar.value().kind() + " " + scalar.text() + "\n";
            case Yaml.Sequence(_, List<Yaml> items) ->
                    items.stream()
                            .map(StrategyCheck::written)
                            .collect(Collectors.joining("", "[", "]"));
            case Yaml.Mapping(_, List<Yaml.Entry> entries) ->
                    entries.stream()
                            .map(entry -> written(entry.key()) + ":" + written(entry.value()))
                            .sorted()
                            .collect(Collectors.joining("", "{", "}"));
        };
    }

    private void items(Yaml node, String key) {
        if (node instanceof Yaml.Sequence(_, List<Yaml> items)) {
            for (Yaml item : items) {
                if (item instanceof Yaml.Mapping(_, List<Yaml.Entry> entries)
                        && entries.isEmpty()) {
                    problems.error(
                            LintRule.MATRIX,
                            item.place(),
                            "An entry of `%s` must not be empty".formatted(key));
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
                    LintRule.MATRIX,
                    key.place(),
                    "`%s` is no key of the matrix, so nothing can be excluded by it"
                            .formatted(key.text()));
        } else if (vector.stream().noneMatch(item -> mayMatch(item, value))) {
            problems.warning(
                    LintRule.MATRIX,
                    value.place(),
                    "%s is no value of `%s`, so this entry excludes nothing"
                            .formatted(
                                    value instanceof Yaml.Scalar scalar
                                            ? "`%s`".formatted(scalar.text())
                                            : "This",
                                    key.text()));
        }
    }

    /// Whether all that an entry of `exclude` says of a value may be true of it: an expression may
    /// be anything.
    private static boolean mayMatch(Yaml item, Yaml wanted) {
        if (item instanceof Yaml.Scalar scalar && scalar.hasExpression()) {
            return true;
        }
        return switch (wanted) {
            case Yaml.Scalar scalar ->
                    scalar.hasExpression()
                            || (item instanceof Yaml.Scalar one
                                    && one.value().isLike(scalar.value()));
            case Yaml.Mapping(_, List<Yaml.Entry> entries) ->
                    entries.stream()
                            .allMatch(entry ->
                                    entry.key().hasExpression()
                                            || Fields.of(item).entries().stream()
                                                    .anyMatch(own -> mayMatch(own, entry)));
            case Yaml.Sequence(_, List<Yaml> wantedItems) ->
                    item instanceof Yaml.Sequence(_, List<Yaml> items)
                            && wantedItems.size() <= items.size()
                            && IntStream.range(0, wantedItems.size())
                                    .allMatch(i -> mayMatch(items.get(i), wantedItems.get(i)));
        };
    }

    private static boolean mayMatch(Yaml.Entry own, Yaml.Entry wanted) {
        return own.key().hasExpression()
                || (OrdinalIgnoreCase.equal(own.key().text(), wanted.key().text())
                        && mayMatch(own.value(), wanted.value()));
    }
}
