package dev.minijenkin.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The combinations of any matrix are those that a model gives which follows the rules word by word
/// and cares for nothing else.
class MatrixProperties {
    /// As they stand in the file; each its own kind or loosely equal to another one.
    private static final List<String> VALUES =
            List.of("a", "A", "b", "1", "'1'", "1.0", "2", "true", "false", "''", "null", "'0x1'");

    private static final List<String> NAMES = List.of("k", "l", "M");

    /// @param vectors values by key
    record Sample(
            Map<String, List<String>> vectors,
            List<Map<String, String>> excludes,
            List<Map<String, String>> includes) {
        String text() {
            List<String> keys = new ArrayList<>();
            vectors.forEach(
                    (name, values) -> keys.add(name + ": [" + String.join(", ", values) + "]"));
            keys.add("exclude: " + list(excludes));
            keys.add("include: " + list(includes));
            return "{" + String.join(", ", keys) + "}";
        }

        private static String list(List<Map<String, String>> entries) {
            return "["
                    + String.join(
                            ", ",
                            entries.stream()
                                    .map(entry ->
                                            "{"
                                                    + String.join(
                                                            ", ",
                                                            entry.entrySet().stream()
                                                                    .map(f ->
                                                                            f.getKey()
                                                                                    + ": "
                                                                                    + f.getValue())
                                                                    .toList())
                                                    + "}")
                                    .toList())
                    + "]";
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<Map<String, List<String>>> vectors =
                Arbitraries.maps(
                                Arbitraries.of(NAMES),
                                Arbitraries.of(VALUES).list().ofMinSize(1).ofMaxSize(4))
                        .ofMaxSize(3)
                        .map(LinkedHashMap::new);
        return vectors.flatMap(made ->
                Combinators.combine(
                                entries(List.copyOf(made.keySet()))
                                        .list()
                                        .ofMaxSize(made.isEmpty() ? 0 : 3),
                                entries(List.of("k", "K", "l", "M", "x", "y"))
                                        .list()
                                        .ofMinSize(made.isEmpty() ? 1 : 0)
                                        .ofMaxSize(5))
                        .as((excludes, includes) -> new Sample(made, excludes, includes)));
    }

    private static Arbitrary<Map<String, String>> entries(List<String> names) {
        return names.isEmpty()
                ? Arbitraries.just(Map.of())
                : Arbitraries.maps(Arbitraries.of(names), Arbitraries.of(VALUES))
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(MatrixProperties::eachNameOnce);
    }

    /// A file in which two keys differ by case only is refused before it is planned.
    private static Map<String, String> eachNameOnce(Map<String, String> entry) {
        Map<String, String> once = new LinkedHashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        entry.forEach((name, value) -> {
            if (seen.add(name.toLowerCase(Locale.ROOT))) {
                once.put(name, value);
            }
        });
        return once;
    }

    @Property(tries = 1000)
    void combinationsAreThoseOfTheModel(@ForAll("samples") Sample sample) {
        List<Map<String, String>> expected = model(sample);
        List<PlannedJob> jobs =
                Plans.jobs(Plans.job("t", "strategy: {matrix: " + sample.text() + "}"), Map.of());
        if (expected.isEmpty()) {
            assertThat(jobs).singleElement().matches(job -> !job.leg().isOfMatrix());
        } else {
            assertThat(jobs).map(job -> shown(job.leg().matrix())).isEqualTo(expected);
        }
        assertThat(jobs)
                .map(job -> job.leg().id().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
        assertThat(jobs).allSatisfy(job -> assertThat(job.leg().total()).isEqualTo(jobs.size()));
    }

    private static Map<String, String> shown(Value matrix) {
        Map<String, String> fields = new TreeMap<>();
        ((ObjectValue) matrix)
                .fields()
                .forEach((name, value) ->
                        fields.put(
                                name.toLowerCase(Locale.ROOT),
                                value.kind() + " " + value.asText()));
        return fields;
    }

    private static List<Map<String, String>> model(Sample sample) {
        List<Map<String, String>> product = new ArrayList<>();
        if (!sample.vectors().isEmpty()) {
            product.add(new LinkedHashMap<>());
        }
        for (Map.Entry<String, List<String>> vector : sample.vectors().entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> begun : product) {
                for (String value : vector.getValue()) {
                    Map<String, String> more = new LinkedHashMap<>(begun);
                    more.put(vector.getKey().toLowerCase(Locale.ROOT), value);
                    longer.add(more);
                }
            }
            product = longer;
        }
        product.removeIf(c -> sample.excludes().stream().anyMatch(e -> agrees(lower(e), c)));
        List<Map<String, String>> originals =
                product.stream().<Map<String, String>>map(Map::copyOf).toList();
        List<Map<String, String>> added = new ArrayList<>();
        for (Map<String, String> entry :
                sample.includes().stream().map(MatrixProperties::lower).toList()) {
            Map<String, String> filter = new LinkedHashMap<>(entry);
            filter.keySet().removeIf(name -> !isVector(sample, name));
            boolean matched = false;
            for (int i = 0; i < originals.size(); i++) {
                if (agrees(filter, originals.get(i))) {
                    matched = true;
                    for (Map.Entry<String, String> field : entry.entrySet()) {
                        if (!filter.containsKey(field.getKey())) {
                            product.get(i).put(field.getKey(), field.getValue());
                        }
                    }
                }
            }
            if (!matched) {
                added.add(entry);
            }
        }
        product.addAll(added);
        return product.stream().map(MatrixProperties::typed).toList();
    }

    private static boolean isVector(Sample sample, String name) {
        return sample.vectors().keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    private static Map<String, String> lower(Map<String, String> entry) {
        Map<String, String> lower = new LinkedHashMap<>();
        entry.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static boolean agrees(Map<String, String> entry, Map<String, String> combination) {
        return entry.entrySet().stream()
                .allMatch(field ->
                        alike(field.getValue(), combination.getOrDefault(field.getKey(), "null")));
    }

    /// Written out for the few values that there are: texts ignore case, all else is a number.
    private static boolean alike(String left, String right) {
        boolean texts = isText(left) && isText(right);
        return texts ? plain(left).equalsIgnoreCase(plain(right)) : number(left) == number(right);
    }

    private static boolean isText(String value) {
        return value.startsWith("'") || value.equalsIgnoreCase("a") || value.equals("b");
    }

    private static String plain(String value) {
        return value.replace("'", "");
    }

    private static double number(String value) {
        return switch (value) {
            case "1", "'1'", "1.0", "true", "'0x1'" -> 1;
            case "2" -> 2;
            case "false", "''", "null" -> 0;
            default -> Double.NaN;
        };
    }

    private static Map<String, String> typed(Map<String, String> combination) {
        Map<String, String> typed = new TreeMap<>();
        combination.forEach((name, value) -> typed.put(name, kind(value)));
        return typed;
    }

    private static String kind(String value) {
        if (isText(value)) {
            return "String " + plain(value);
        }
        return switch (value) {
            case "true", "false" -> "Boolean " + value;
            case "null" -> "Null ";
            case "1.0" -> "Number 1";
            default -> "Number " + value;
        };
    }
}
