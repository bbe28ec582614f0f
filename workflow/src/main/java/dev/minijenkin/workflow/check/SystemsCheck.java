package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the labels of `runs-on` say of the operating system: no runner has two, and not each has
/// every shell. A label that names none of them may mean any.
public final class SystemsCheck {
    private static final String WINDOWS = "Windows";
    private static final Map<String, String> FAMILIES =
            Map.of(
                    "ubuntu", "Linux",
                    "linux", "Linux",
                    "windows", WINDOWS,
                    "macos", "macOS");
    private static final Set<String> OF_WINDOWS = Set.of("cmd", "powershell");

    private SystemsCheck() {}

    public static void check(Fields job, Problems problems) {
        List<Text> labels = labels(job);
        if (labels.stream().anyMatch(label -> Template.isTemplate(label.value()))) {
            return;
        }
        Text first = null;
        for (Text label : labels) {
            Optional<String> system = system(label);
            if (first == null && system.isPresent()) {
                first = label;
            } else if (first != null && system.isPresent() && !system.equals(system(first))) {
                problems.warning(
                        LintRule.RUNS_ON,
                        label.place(),
                        "No runner is both `%s` and `%s`: a matrix makes a job for each"
                                .formatted(first.value(), label.value()));
                return;
            }
        }
        if (first != null) {
            shells(job, system(first).orElseThrow(), problems);
        }
    }

    private static List<Text> labels(Fields job) {
        Fields mapping = job.below("runs-on");
        return mapping.entries().isEmpty() ? job.texts("runs-on") : mapping.texts("labels");
    }

    private static Optional<String> system(Text label) {
        String name = label.value().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(FAMILIES.get(name.split("-", 2)[0]));
    }

    private static void shells(Fields job, String system, Problems problems) {
        List<Text> shells = new ArrayList<>();
        shells.add(job.below("defaults").below("run").text("shell"));
        if (job.get("steps").orElse(null) instanceof Yaml.Sequence(_, List<Yaml> steps)) {
            steps.forEach(step -> shells.add(Fields.of(step).text("shell")));
        }
        Stream<Text> missing =
                shells.stream()
                        .filter(shell ->
                                system.equals(WINDOWS)
                                        ? shell.value().equals("sh")
                                        : OF_WINDOWS.contains(shell.value()));
        missing.forEach(shell ->
                problems.warning(
                        LintRule.SHELL,
                        shell.place(),
                        "%s has no shell `%s`".formatted(system, shell.value())));
    }
}
