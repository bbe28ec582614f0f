package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.problem.Problem.Level;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Holds what steps give to actions against what these take. Nothing that is found here fails a
/// step by itself, so all of it are warnings.
final class UsedActions {
    private static final Pattern MAJOR = Pattern.compile("v?(\\d+)(\\..*)?");

    private final String file;
    private final NamedFiles files;
    private final Set<String> told = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private UsedActions(String file, NamedFiles files) {
        this.file = file;
        this.files = files;
    }

    static List<Problem> check(String file, Workflow workflow, NamedFiles files) {
        UsedActions check = new UsedActions(file, files);
        for (WorkflowJob job : workflow.jobs()) {
            if (job.setting("steps").orElse(null) instanceof Yaml.Sequence(_, List<Yaml> steps)) {
                check.steps(steps.stream().map(Fields::of).toList());
            }
        }
        return check.problems;
    }

    private void steps(List<Fields> steps) {
        boolean built = false;
        for (Fields step : steps) {
            step(step, built);
            String uses = step.string("uses");
            built |= step.has("run") || !uses.startsWith("actions/checkout@");
        }
    }

    /// @param built whether a step before it may have made files
    private void step(Fields step, boolean built) {
        Text uses = step.text("uses");
        if (told.add(uses.value())) {
            itself(uses);
            if (!built) {
                missingPrograms(uses);
            }
        }
        files.metadata(uses.value()).ifPresent(action -> inputs(action, uses, step));
    }

    /// What is wrong with an action whoever uses it is told once.
    private void itself(Text uses) {
        switch (files.action(uses.value()).orElse(null)) {
            case NamedFiles.NamedAction.Broken(String reason) ->
                    warn(uses.place(), "The action cannot be read: " + reason);
            case NamedFiles.NamedAction.Known(CallTarget action, _, _, List<String> faults) ->
                    faults.forEach(fault ->
                            warn(uses.place(), "In %s %s".formatted(action.shown(), fault)));
            case null ->
                    files.metadata(uses.value())
                            .filter(action -> isRetired(action, uses.value()))
                            .ifPresent(_ ->
                                    warn(
                                            uses.place(),
                                            "The action `%s` is written for Node.js 16 or older, which runners have no more: take a newer version"
                                                    .formatted(uses.value())));
        }
    }

    private void missingPrograms(Text uses) {
        if (files.action(uses.value()).orElse(null)
                instanceof
                NamedFiles.NamedAction.Known(CallTarget action, _, List<CallTarget> programs, _)) {
            programs.stream()
                    .filter(program -> !files.has(program))
                    .forEach(program ->
                            warn(
                                    uses.place(),
                                    "In %s the program %s is missing, and no step before makes it"
                                            .formatted(action.shown(), program.shown())));
        }
    }

    private static boolean isRetired(ActionMetadata action, String uses) {
        Matcher version = MAJOR.matcher(uses.substring(uses.indexOf('@') + 1));
        return version.matches() && action.retired().contains(version.group(1));
    }

    private void inputs(ActionMetadata action, Text uses, Fields step) {
        List<Yaml.Entry> given = step.below("with").entries();
        List<String> names = action.inputs().stream().map(ActionMetadata.Input::name).toList();
        for (Yaml.Entry entry : given) {
            String name = entry.key().text();
            action.input(name)
                    .ifPresentOrElse(
                            input -> deprecated(input, entry.key()),
                            () -> unknown(action, uses, entry.key(), names));
        }
        boolean computed = given.stream().anyMatch(entry -> entry.key().hasExpression());
        action.inputs().stream()
                .filter(input -> input.needed() && !computed)
                .filter(input -> given.stream().noneMatch(entry -> input.is(entry.key().text())))
                .forEach(input ->
                        warn(
                                uses.place(),
                                "The action `%s` requires the input `%s`"
                                        .formatted(uses.value(), input.name())));
    }

    private void deprecated(ActionMetadata.Input input, Yaml.Scalar key) {
        if (!input.deprecation().isEmpty()) {
            warn(
                    key.place(),
                    "The input `%s` is deprecated: %s".formatted(key.text(), input.deprecation()));
        }
    }

    private void unknown(ActionMetadata action, Text uses, Yaml.Scalar key, List<String> names) {
        if (!action.open() && !key.hasExpression()) {
            warn(
                    key.place(),
                    "The action `%s` has no input `%s`%s"
                            .formatted(
                                    uses.value(), key.text(), NearNames.hint(key.text(), names)));
        }
    }

    private void warn(SourcePosition place, String message) {
        problems.add(
                new Problem(
                        Level.WARNING,
                        file,
                        place.line(),
                        place.column(),
                        LintRule.ACTION,
                        message));
    }
}
