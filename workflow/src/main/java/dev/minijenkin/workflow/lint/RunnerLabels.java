package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.problem.Problem.Level;
import dev.minijenkin.workflow.yaml.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The labels of the runners that are registered, each runner's together.
public final class RunnerLabels {
    private final List<Set<String>> runners;

    private RunnerLabels(List<Set<String>> runners) {
        this.runners = runners;
    }

    public static RunnerLabels of(Collection<? extends Collection<String>> runners) {
        return new RunnerLabels(
                runners.stream()
                        .map(labels ->
                                labels.stream()
                                        .map(RunnerLabels::fold)
                                        .collect(Collectors.toUnmodifiableSet()))
                        .toList());
    }

    private static String fold(String label) {
        return label.toLowerCase(Locale.ROOT);
    }

    /// A warning for each job that none of them can take. What an expression gives is not known
    /// here.
    List<Problem> check(String file, Workflow workflow) {
        List<Problem> problems = new ArrayList<>();
        for (WorkflowJob job : workflow.jobs()) {
            List<String> wanted =
                    job.runsOn().stream()
                            .map(Text::value)
                            .filter(label -> !label.isEmpty() && !Template.isTemplate(label))
                            .toList();
            if (!wanted.isEmpty() && !canRun(wanted)) {
                Text first = job.runsOn().getFirst();
                problems.add(
                        new Problem(
                                Level.WARNING,
                                file,
                                first.place().line(),
                                first.place().column(),
                                LintRule.RUNS_ON,
                                "No registered runner has %s, so the job `%s` would wait"
                                        .formatted(shown(wanted), job.id().value())));
            }
        }
        return problems;
    }

    private boolean canRun(List<String> wanted) {
        List<String> folded = wanted.stream().map(RunnerLabels::fold).toList();
        return runners.stream().anyMatch(labels -> labels.containsAll(folded));
    }

    private static String shown(List<String> labels) {
        String all = labels.stream().map("`%s`"::formatted).collect(Collectors.joining(" and "));
        return labels.size() == 1 ? "the label " + all : "the labels " + all + " together";
    }
}
