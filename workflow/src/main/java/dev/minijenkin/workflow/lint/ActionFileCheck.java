package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an `action.yml` must have, and its `runs` may have.
final class ActionFileCheck {
    private static final Set<String> RETIRED = Set.of("node12", "node16");
    private static final Set<String> NODE = Set.of("node20", "node24");
    private static final List<String> COLOURS =
            List.of(
                    "white",
                    "black",
                    "yellow",
                    "blue",
                    "green",
                    "orange",
                    "red",
                    "purple",
                    "gray-dark");

    /// The keys of `runs` of each kind; the first must be there.
    private static final Map<String, List<String>> KEYS =
            Map.of(
                    "node",
                    List.of("main", "using", "pre", "pre-if", "post", "post-if"),
                    "docker",
                    List.of(
                            "image",
                            "using",
                            "args",
                            "env",
                            "entrypoint",
                            "pre-entrypoint",
                            "pre-if",
                            "post-entrypoint",
                            "post-if"),
                    "composite",
                    List.of("steps", "using"));

    private final List<String> faults = new ArrayList<>();

    private ActionFileCheck() {}

    /// What is wrong, a sentence each.
    static List<String> faults(Fields action) {
        ActionFileCheck check = new ActionFileCheck();
        for (String key : List.of("name", "description", "runs")) {
            if (!action.has(key)) {
                check.faults.add("`%s` is missing".formatted(key));
            }
        }
        check.runs(action.below("runs"));
        String colour = action.below("branding").string("color");
        if (!colour.isEmpty() && !COLOURS.contains(colour)) {
            check.faults.add(
                    "`branding` has no colour `%s`%s"
                            .formatted(colour, NearNames.hint(colour, COLOURS)));
        }
        return check.faults;
    }

    private void runs(Fields runs) {
        if (runs.entries().isEmpty()) {
            return;
        }
        String using = runs.string("using");
        if (RETIRED.contains(using)) {
            faults.add("`runs` is for %s, which runners have no more: use node24".formatted(using));
        }
        String kind = NODE.contains(using) || RETIRED.contains(using) ? "node" : using;
        List<String> keys = KEYS.get(kind);
        if (keys == null) {
            faults.add(
                    "`using` of `runs` must be composite, docker, node20 or node24, not `%s`"
                            .formatted(using));
            return;
        }
        if (!runs.has(keys.getFirst())) {
            faults.add("`%s` of `runs` is missing".formatted(keys.getFirst()));
        }
        for (Yaml.Entry entry : runs.entries()) {
            String key = entry.key().text();
            if (!keys.contains(key)) {
                faults.add(
                        "`runs` of an action of the kind %s has no key `%s`%s"
                                .formatted(kind, key, NearNames.hint(key, keys)));
            }
        }
        if (runs.get("steps").orElse(null) instanceof Yaml.Sequence(_, List<Yaml> steps)) {
            steps.stream().map(Fields::of).forEach(this::step);
        }
    }

    /// In a file of workflows a shell may be left out, here not.
    private void step(Fields step) {
        if (step.has("run") == step.has("uses")) {
            faults.add("a step has `run` or `uses`, and not both");
        } else if (step.has("run") && !step.has("shell")) {
            Text run = step.text("run");
            faults.add("`shell` of the step in line %d is missing".formatted(run.place().line()));
        }
    }
}
