package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks the graph of `needs`: every name is a job's, and no job needs itself on any way.
public final class NeedsCheck {
    private final Map<String, WorkflowJob> jobs = new LinkedHashMap<>();
    private final Problems problems;
    private final Set<String> done = new HashSet<>();

    private NeedsCheck(List<WorkflowJob> jobs, Problems problems) {
        this.problems = problems;
        jobs.forEach(job -> this.jobs.putIfAbsent(fold(job.id()), job));
    }

    public static void check(List<WorkflowJob> jobs, Problems problems) {
        NeedsCheck check = new NeedsCheck(jobs, problems);
        jobs.forEach(check::names);
        if (!jobs.isEmpty() && jobs.stream().noneMatch(job -> job.needs().isEmpty())) {
            problems.error(
                    LintRule.NEEDS,
                    jobs.getFirst().id().place(),
                    "Every job needs another, so none can start: at least one must need none");
        } else {
            jobs.forEach(check::cycles);
        }
    }

    private void names(WorkflowJob job) {
        Map<String, Text> seen = new HashMap<>();
        for (Text need : job.needs()) {
            if (!jobs.containsKey(fold(need))) {
                problems.error(
                        LintRule.NEEDS,
                        need.place(),
                        "The job `%s` needs `%s`, which is no job of this file%s"
                                .formatted(
                                        job.id().value(),
                                        need.value(),
                                        NearNames.hint(
                                                need.value(),
                                                jobs.values().stream()
                                                        .map(other -> other.id().value())
                                                        .toList())));
            } else if (seen.putIfAbsent(fold(need), need) != null) {
                problems.warning(
                        LintRule.NEEDS,
                        need.place(),
                        "The job `%s` needs `%s` twice".formatted(job.id().value(), need.value()));
            }
        }
    }

    /// A job on the way, of whose needs so many were walked.
    private record Step(WorkflowJob job, int next) {
        /// The one that was walked last.
        Text need() {
            return job.needs().get(next - 1);
        }
    }

    /// Walks down without recursion: a file may chain thousands of jobs.
    private void cycles(WorkflowJob start) {
        List<Step> way = new ArrayList<>();
        Set<String> onWay = new HashSet<>();
        if (done.contains(fold(start.id()))) {
            return;
        }
        way.add(new Step(start, 0));
        onWay.add(fold(start.id()));
        while (!way.isEmpty()) {
            Step step = way.removeLast();
            if (step.next() == step.job().needs().size()) {
                onWay.remove(fold(step.job().id()));
                done.add(fold(step.job().id()));
                continue;
            }
            way.add(new Step(step.job(), step.next() + 1));
            Text need = step.job().needs().get(step.next());
            WorkflowJob below = jobs.get(fold(need));
            if (below == null || done.contains(fold(need))) {
                continue;
            }
            if (onWay.contains(fold(need))) {
                cycle(need, way);
                continue;
            }
            way.add(new Step(below, 0));
            onWay.add(fold(need));
        }
    }

    /// A problem at each need that is part of the cycle.
    private void cycle(Text closing, List<Step> way) {
        List<Step> cycle =
                way.stream()
                        .dropWhile(step -> !fold(step.job().id()).equals(fold(closing)))
                        .toList();
        String shown =
                cycle.stream()
                        .map(step -> step.job().id().value() + " → ")
                        .collect(Collectors.joining("", "", cycle.getFirst().job().id().value()));
        for (Step step : cycle) {
            problems.error(
                    LintRule.NEEDS,
                    step.need().place(),
                    "These jobs need each other, so none can start: " + shown);
        }
    }

    private static String fold(Text id) {
        return OrdinalIgnoreCase.fold(id.value());
    }
}
