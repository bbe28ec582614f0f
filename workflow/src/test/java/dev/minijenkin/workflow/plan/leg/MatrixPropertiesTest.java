package dev.minijenkin.workflow.plan.leg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.PlannedJob;
import dev.minijenkin.workflow.plan.Plans;
import dev.minijenkin.workflow.property.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The combinations of any matrix are those that a model gives which follows the rules word by word
/// and cares for nothing else.
@ExtendWith(InstancioExtension.class)
class MatrixPropertiesTest {
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

    private static Sample sample(Samples samples) {
        Map<String, List<String>> vectors = new LinkedHashMap<>();
        for (String name : someNames(samples, 0, NAMES)) {
            vectors.put(name, samples.list(1, 4, () -> samples.any(VALUES)));
        }
        List<String> keys = List.copyOf(vectors.keySet());
        return new Sample(
                vectors,
                samples.list(0, keys.isEmpty() ? 0 : 3, () -> entry(samples, keys)),
                samples.list(
                        keys.isEmpty() ? 1 : 0,
                        5,
                        () -> entry(samples, List.of("k", "K", "l", "M", "x", "y"))));
    }

    /// A file in which two keys differ by case only is refused before it is planned.
    private static Map<String, String> entry(Samples samples, List<String> names) {
        Map<String, String> entry = new LinkedHashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String name : someNames(samples, 1, names)) {
            if (seen.add(name.toLowerCase(Locale.ROOT))) {
                entry.put(name, samples.any(VALUES));
            }
        }
        return entry;
    }

    /// Up to three of them, each once, in any order.
    private static Set<String> someNames(Samples samples, int fewest, List<String> names) {
        int wanted = samples.number(fewest, Math.min(3, names.size()));
        Set<String> some = new LinkedHashSet<>();
        while (some.size() < wanted) {
            some.add(samples.any(names));
        }
        return some;
    }

    @Test
    void combinationsAreThoseOfTheModel(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                1000, MatrixPropertiesTest::sample, MatrixPropertiesTest::combinedAsInTheModel);
    }

    private static void combinedAsInTheModel(Sample sample) {
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
                sample.includes().stream().map(MatrixPropertiesTest::lower).toList()) {
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
        return product.stream().map(MatrixPropertiesTest::typed).toList();
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
