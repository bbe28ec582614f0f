package dev.minijenkin.workflow.plan.leg;

import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.plan.text.Evaluation;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The combinations of a matrix whose expressions are evaluated.
final class Matrix {
    static final int MAX_COMBINATIONS = 256;

    /// So many are looked at before `exclude` may have brought them down to what is allowed.
    private static final int MAX_PRODUCT = 1 << 16;

    private final Yaml.Mapping matrix;
    private final Map<String, Vector> vectors = new LinkedHashMap<>();
    private final List<MatrixFilter> excludes = new ArrayList<>();
    private final List<Include> includes = new ArrayList<>();
    private final List<Combination> combinations = new ArrayList<>();

    private Matrix(Yaml.Mapping matrix) {
        this.matrix = matrix;
    }

    /// @param values what tells it apart from others, for names and ids
    record Combination(ObjectValue matrix, List<String> values) {}

    /// A key of the matrix with its values.
    private record Vector(String name, List<Value> values) {}

    /// An entry of `include`.
    ///
    /// @param own all its keys
    /// @param extra those of them that are no vectors, by folded name
    private record Include(MatrixFilter filter, Map<String, Value> own, Map<String, Value> extra) {}

    /// In order: the cross product, its first key slowest, then what `include` adds.
    static List<Combination> combinations(Yaml.Mapping matrix) throws BadTextException {
        Matrix made = new Matrix(matrix);
        made.read();
        made.combine();
        return made.combinations;
    }

    private void read() throws BadTextException {
        for (Yaml.Entry entry : matrix.entries()) {
            String name = entry.key().text();
            if (!name.equals("include") && !name.equals("exclude")) {
                vectors.put(OrdinalIgnoreCase.fold(name), vector(entry));
            }
        }
        for (Yaml.Entry entry : matrix.entries()) {
            switch (entry.key().text()) {
                case "include" -> include(entry.value());
                case "exclude" -> exclude(entry.value());
                default -> {}
            }
        }
        if (vectors.isEmpty() && includes.isEmpty()) {
            throw new BadTextException(
                    matrix.place(), "A matrix needs at least one key with values, or `include`");
        }
    }

    private static Vector vector(Yaml.Entry entry) throws BadTextException {
        String name = entry.key().text();
        List<Yaml> items = items(entry.value(), name);
        if (items.isEmpty()) {
            throw new BadTextException(
                    entry.value().place(),
                    "The key `%s` of the matrix has no values".formatted(name));
        }
        return new Vector(name, items.stream().map(Evaluation::plain).toList());
    }

    private void exclude(Yaml node) throws BadTextException {
        for (Yaml item : items(node, "exclude")) {
            List<Yaml.Entry> entries = entries(item, "exclude");
            for (Yaml.Entry entry : entries) {
                if (!isVector(entry)) {
                    throw new BadTextException(
                            entry.key().place(),
                            "`%s` is no key of the matrix, so nothing can be excluded by it"
                                    .formatted(entry.key().text()));
                }
            }
            excludes.add(MatrixFilter.of(entries));
        }
    }

    private void include(Yaml node) throws BadTextException {
        for (Yaml item : items(node, "include")) {
            List<Yaml.Entry> entries = entries(item, "include");
            Map<String, Value> own = new LinkedHashMap<>();
            Map<String, Value> extra = new LinkedHashMap<>();
            List<Yaml.Entry> filter = entries.stream().filter(this::isVector).toList();
            filter.forEach(entry -> put(entry, own));
            for (Yaml.Entry entry : entries) {
                if (!isVector(entry)) {
                    put(entry, own);
                    put(entry, extra);
                }
            }
            includes.add(new Include(MatrixFilter.of(filter), own, extra));
        }
    }

    private static void put(Yaml.Entry entry, Map<String, Value> fields) {
        fields.put(entry.key().text(), Evaluation.plain(entry.value()));
    }

    private boolean isVector(Yaml.Entry entry) {
        return vectors.containsKey(OrdinalIgnoreCase.fold(entry.key().text()));
    }

    private static List<Yaml> items(Yaml node, String key) throws BadTextException {
        if (node instanceof Yaml.Sequence(_, List<Yaml> items)) {
            return items;
        }
        throw new BadTextException(
                node.place(),
                "`%s` of the matrix must be a list, not %s".formatted(key, node.shown()));
    }

    private static List<Yaml.Entry> entries(Yaml node, String key) throws BadTextException {
        if (!(node instanceof Yaml.Mapping(_, List<Yaml.Entry> entries))) {
            throw new BadTextException(
                    node.place(),
                    "An entry of `%s` must be a mapping, not %s".formatted(key, node.shown()));
        }
        if (entries.isEmpty()) {
            throw new BadTextException(
                    node.place(), "An entry of `%s` must not be empty".formatted(key));
        }
        return entries;
    }

    private void combine() throws BadTextException {
        boolean[] matched = new boolean[includes.size()];
        int product = product();
        for (int index = 0; index < product; index++) {
            ObjectValue combination = combination(index, product);
            if (excludes.stream().noneMatch(filter -> filter.matches(combination))) {
                add(extended(combination, matched), LegNames.values(combination));
            }
        }
        for (int i = 0; i < matched.length; i++) {
            if (!matched[i]) {
                ObjectValue own = ObjectValue.ignoringCase(includes.get(i).own());
                add(own, LegNames.values(own));
            }
        }
    }

    private void add(ObjectValue combination, List<String> values) throws BadTextException {
        if (combinations.size() == MAX_COMBINATIONS) {
            throw tooMany();
        }
        combinations.add(new Combination(combination, values));
    }

    private int product() throws BadTextException {
        long product = vectors.isEmpty() ? 0 : 1;
        for (Vector vector : vectors.values()) {
            product *= vector.values().size();
            if (product > MAX_PRODUCT) {
                throw tooMany();
            }
        }
        return (int) product;
    }

    private BadTextException tooMany() {
        return new BadTextException(
                matrix.place(),
                "The matrix has more than %d combinations".formatted(MAX_COMBINATIONS));
    }

    private ObjectValue combination(int index, int product) {
        Map<String, Value> fields = new LinkedHashMap<>();
        int block = product;
        for (Vector vector : vectors.values()) {
            block /= vector.values().size();
            fields.put(vector.name(), vector.values().get(index / block % vector.values().size()));
        }
        return ObjectValue.ignoringCase(fields);
    }

    /// With what the matching entries of `include` add; a later one wins over an earlier one.
    private ObjectValue extended(ObjectValue combination, boolean[] matched) {
        Map<String, Map.Entry<String, Value>> extra = new LinkedHashMap<>();
        for (int i = 0; i < matched.length; i++) {
            Include include = includes.get(i);
            if (include.filter().matches(combination)) {
                matched[i] = true;
                for (Map.Entry<String, Value> field : include.extra().entrySet()) {
                    extra.put(OrdinalIgnoreCase.fold(field.getKey()), field);
                }
            }
        }
        if (extra.isEmpty()) {
            return combination;
        }
        Map<String, Value> fields = new LinkedHashMap<>(combination.fields());
        extra.values().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return ObjectValue.ignoringCase(fields);
    }
}
