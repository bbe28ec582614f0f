package dev.minijenkin.workflow.reader;

import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.model.CallInput;
import dev.minijenkin.workflow.model.CallSecret;
import dev.minijenkin.workflow.model.Permissions;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.problem.Problem.Level;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Holds the inputs, secrets and permissions of a call against the called file.
public final class CallCheck {
    private final String file;
    private final WorkflowJob job;
    private final Permissions allowed;
    private final List<Problem> problems = new ArrayList<>();

    private CallCheck(String file, WorkflowJob job, Permissions allowed) {
        this.file = file;
        this.job = job;
        this.allowed = allowed;
    }

    /// What is wrong with a call.
    ///
    /// @param file as problems shall name the file of the job
    /// @param allowed what the job may do, and so the called file at most
    /// @param called what reading the called file gave
    public static List<Problem> check(
            String file, WorkflowJob job, Permissions allowed, ReadResult called) {
        CallCheck check = new CallCheck(file, job, allowed);
        check.look(called);
        return check.problems;
    }

    private void look(ReadResult result) {
        Text target = job.calls();
        switch (result) {
            case ReadResult.Invalid(List<Problem> found) ->
                    error(
                            LintRule.CALL,
                            target.place(),
                            "The called workflow is not valid: "
                                    + found.stream()
                                            .filter(problem -> problem.level() == Level.ERROR)
                                            .findFirst()
                                            .map(Problem::toString)
                                            .orElse(target.value()));
            case ReadResult.Valid(Workflow called, _) -> {
                if (called.triggers().get("workflow_call") instanceof Trigger.Call declared) {
                    inputs(declared.inputs());
                    secrets(declared.secrets());
                    permissions(called);
                } else {
                    error(
                            LintRule.CALL,
                            target.place(),
                            "`%s` cannot be called: it has no `workflow_call` in `on`"
                                    .formatted(target.value()));
                }
            }
        }
    }

    private void inputs(List<CallInput> declared) {
        Set<String> given = new HashSet<>();
        for (Yaml.Entry entry : entries("with")) {
            String name = entry.key().text();
            given.add(OrdinalIgnoreCase.fold(name));
            Optional<CallInput> input =
                    declared.stream()
                            .filter(one -> OrdinalIgnoreCase.equal(one.name(), name))
                            .findFirst();
            if (input.isPresent()) {
                value(input.get(), entry.value());
            } else {
                unknown(entry, "input", declared.stream().map(CallInput::name).toList());
            }
        }
        declared.stream()
                .filter(CallInput::required)
                .filter(input -> !given.contains(OrdinalIgnoreCase.fold(input.name())))
                .forEach(input -> missing("input", input.name()));
    }

    private void value(CallInput input, Yaml value) {
        if (!(value instanceof Yaml.Scalar scalar) || scalar.hasExpression()) {
            return;
        }
        boolean fits =
                switch (input.type()) {
                    case STRING -> true;
                    case BOOLEAN -> scalar.value() instanceof BooleanValue;
                    case NUMBER -> scalar.value() instanceof NumberValue;
                };
        if (!fits) {
            error(
                    LintRule.CALL,
                    scalar.place(),
                    "The input `%s` must be %s, not %s"
                            .formatted(
                                    input.name(),
                                    input.type() == CallInput.Type.BOOLEAN
                                            ? "true or false"
                                            : "a number",
                                    scalar.shown()));
        }
    }

    private void secrets(List<CallSecret> declared) {
        if (job.setting("secrets").orElse(null) instanceof Yaml.Scalar) {
            return;
        }
        Set<String> given = new HashSet<>();
        for (Yaml.Entry entry : entries("secrets")) {
            String name = entry.key().text();
            given.add(OrdinalIgnoreCase.fold(name));
            if (declared.stream().noneMatch(one -> OrdinalIgnoreCase.equal(one.name(), name))) {
                unknown(entry, "secret", declared.stream().map(CallSecret::name).toList());
            }
        }
        declared.stream()
                .filter(CallSecret::required)
                .filter(secret -> !given.contains(OrdinalIgnoreCase.fold(secret.name())))
                .forEach(secret -> missing("secret", secret.name()));
    }

    private List<Yaml.Entry> entries(String key) {
        return job.setting(key).orElse(null) instanceof Yaml.Mapping(_, List<Yaml.Entry> entries)
                ? entries
                : List.of();
    }

    /// The place is that of the value, as the reference has it.
    private void unknown(Yaml.Entry given, String kind, List<String> known) {
        String name = given.key().text();
        error(
                LintRule.CALL,
                given.value().place(),
                "The called workflow has no %s `%s`%s"
                        .formatted(kind, name, NearNames.hint(name, known)));
    }

    private void missing(String kind, String name) {
        error(
                LintRule.CALL,
                job.calls().place(),
                "The called workflow requires the %s `%s`".formatted(kind, name));
    }

    /// The called file asks for itself and for each of its jobs; the wording is that which people
    /// look up.
    private void permissions(Workflow called) {
        Permissions.asked(called).ifPresent(asked -> excess("The workflow", asked));
        for (WorkflowJob nested : called.jobs()) {
            Permissions.asked(nested)
                    .ifPresent(asked ->
                            excess("The nested job '%s'".formatted(nested.id().value()), asked));
        }
    }

    private void excess(String who, Permissions asked) {
        asked.excess(allowed)
                .ifPresent(excess ->
                        error(
                                LintRule.PERMISSIONS,
                                job.id().place(),
                                "Error calling workflow '%s'. %s %s%s."
                                        .formatted(
                                                job.calls().value(),
                                                who,
                                                excess,
                                                allowed.equals(Permissions.OF_NEW_REPOSITORIES)
                                                        ? ", as the job that calls it has no"
                                                                + " `permissions`"
                                                        : "")));
    }

    private void error(LintRule rule, SourcePosition place, String message) {
        problems.add(new Problem(Level.ERROR, file, place.line(), place.column(), rule, message));
    }
}
