package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Files do not name each other in cycles, but for those that decision 12 names. What an interface
/// merely permits is no use in the eyes of the compiled class.
class FileCyclesTest {
    private static final String ROOT = "dev.minijenkin.";
    private static final String GENERATED = ROOT + "db.schema";

    private final Map<String, Set<String>> uses = uses();

    @Test
    void onlyTheCyclesOfDecisionTwelveAreThere() {
        assertThat(cycles())
                .containsExactlyInAnyOrder(
                        Set.of("db.AfterCommit", "db.Tx"),
                        Set.of(
                                "engine.advance.BrokenProgress",
                                "engine.advance.EnvironmentHandover",
                                "engine.advance.GroupHandover",
                                "engine.advance.ReturnedJob",
                                "engine.advance.RunProgress"),
                        values(
                                "Access",
                                "ArrayValue",
                                "BooleanValue",
                                "Coercion",
                                "NullValue",
                                "NumberValue",
                                "ObjectValue",
                                "StringValue",
                                "Value"));
    }

    /// Files that can be reached from each other are one cycle.
    private List<Set<String>> cycles() {
        Map<String, Set<String>> reached = new HashMap<>();
        uses.keySet().forEach(file -> reached.put(file, reachedFrom(file)));
        List<Set<String>> cycles = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        uses.keySet().stream()
                .sorted(Comparator.naturalOrder())
                .forEach(file -> {
                    Set<String> cycle =
                            reached.getOrDefault(file, Set.of()).stream()
                                    .filter(other ->
                                            reached.getOrDefault(other, Set.of()).contains(file))
                                    .collect(Collectors.toCollection(TreeSet::new));
                    if (cycle.size() > 1 && seen.add(cycle.iterator().next())) {
                        cycles.add(cycle);
                    }
                });
        return cycles;
    }

    private Set<String> reachedFrom(String file) {
        Set<String> reached = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(file));
        while (!open.isEmpty()) {
            for (String next : uses.getOrDefault(open.removeLast(), Set.of())) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    private static Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new HashMap<>();
        for (JavaClass one : ProductClasses.imported()) {
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                String from = file(one);
                String to = file(dependency.getTargetClass().getBaseComponentType());
                if (isOurs(from) && isOurs(to) && !from.equals(to)) {
                    uses.computeIfAbsent(brief(from), _ -> new HashSet<>()).add(brief(to));
                }
            }
        }
        return uses;
    }

    private static boolean isOurs(String name) {
        return name.startsWith(ROOT) && !name.startsWith(GENERATED);
    }

    /// The top-level class in whose file a class stands.
    private static String file(JavaClass one) {
        String name = one.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static String brief(String name) {
        return name.substring(ROOT.length());
    }

    private static Set<String> values(String... names) {
        return Set.of(names).stream()
                .map(name -> "workflow.expression.value." + name)
                .collect(Collectors.toSet());
    }
}
