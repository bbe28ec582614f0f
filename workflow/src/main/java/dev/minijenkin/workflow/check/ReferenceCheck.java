package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.expression.Expression;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.grammar.FoundExpressions;
import dev.minijenkin.workflow.grammar.UntrustedFields;
import dev.minijenkin.workflow.grammar.WorkflowGrammar;
import dev.minijenkin.workflow.model.CallInput;
import dev.minijenkin.workflow.model.DispatchInput;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.typing.Doubt;
import dev.minijenkin.workflow.typing.StaticType;
import dev.minijenkin.workflow.typing.TypeChecker;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.SourceText;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Warns of fields that are always empty: a need, a step, an input or a key of the matrix that the
/// file does not have, or not there, and what no context holds.
public final class ReferenceCheck {
    private static final String ANY = "*";

    private final FoundExpressions found;
    private final SourceText source;
    private final Surroundings surroundings;
    private final Problems problems;
    private final Map<String, WorkflowJob> jobs = new HashMap<>();
    private Optional<Set<String>> inputs = Optional.empty();
    private Optional<Set<String>> dispatched = Optional.empty();
    private Optional<Set<String>> secrets = Optional.empty();
    private ContextTypes types = new ContextTypes(Map.of());

    public ReferenceCheck(
            FoundExpressions found,
            SourceText source,
            Surroundings surroundings,
            Problems problems) {
        this.found = found;
        this.source = source;
        this.surroundings = surroundings;
        this.problems = problems;
    }

    /// What a place can see.
    ///
    /// @param needs ids
    /// @param steps ids; empty where `steps` has no meaning
    /// @param matrix its keys; empty where they are not known
    /// @param types of contexts that differ from job to job
    private record View(
            String job,
            Collection<String> needs,
            Optional<Set<String>> steps,
            Optional<Set<String>> matrix,
            Map<String, StaticType> types) {}

    public void check(Fields workflow, Map<String, Trigger> triggers, List<WorkflowJob> allJobs) {
        allJobs.forEach(job -> jobs.put(fold(job.id().value()), job));
        inputs = Optional.of(inputNames(triggers));
        if (triggers.get("workflow_dispatch") instanceof Trigger.Dispatch dispatch) {
            dispatched = Optional.of(inputNames(Map.of("", dispatch)));
        }
        secrets = DeclaredSecrets.of(workflow, triggers);
        types = new ContextTypes(triggers);
        View top = new View("", List.of(), Optional.empty(), Optional.empty(), Map.of());
        for (Yaml.Entry entry : workflow.entries()) {
            if (!entry.key().text().equals("jobs")) {
                node(entry.value(), top);
            }
        }
        for (Yaml.Entry entry : workflow.below("jobs").entries()) {
            job(entry.key().text(), Fields.of(entry.value()));
        }
    }

    private static Set<String> inputNames(Map<String, Trigger> triggers) {
        Set<String> names = new LinkedHashSet<>();
        for (Trigger trigger : triggers.values()) {
            switch (trigger) {
                case Trigger.Dispatch(List<DispatchInput> declared) ->
                        declared.forEach(input -> names.add(input.name()));
                case Trigger.Call(List<CallInput> declared, _, _) ->
                        declared.forEach(input -> names.add(input.name()));
                case Trigger.Push _, Trigger.Schedule _, Trigger.Activity _ -> {}
            }
        }
        return names;
    }

    private void job(String id, Fields fields) {
        List<String> needs = fields.texts("needs").stream().map(Text::value).toList();
        Optional<Set<String>> matrix = MatrixKeys.of(fields, found);
        Set<String> steps = new LinkedHashSet<>();
        Map<String, Set<String>> outputs = new HashMap<>();
        Map<String, StaticType> own = new HashMap<>();
        own.put("matrix", ContextTypes.matrix(fields, MatrixKeys.asked(fields, found)));
        if (fields.get("steps").orElse(null) instanceof Yaml.Sequence(_, List<Yaml> items)) {
            for (Yaml item : items) {
                node(item, new View(id, needs, Optional.of(steps), matrix, own));
                Fields step = Fields.of(item);
                program(step);
                String name = step.string("id");
                if (!name.isEmpty()) {
                    steps.add(name);
                    outputsOf(step)
                            .ifPresent(known -> {
                                outputs.put(name, known);
                                own.put("steps", ContextTypes.steps(outputs));
                            });
                }
            }
        }
        View whole = new View(id, needs, Optional.of(steps), matrix, own);
        for (Yaml.Entry entry : fields.entries()) {
            if (!entry.key().text().equals("steps")) {
                node(entry.value(), whole);
            }
        }
    }

    /// An action that carries out the text of an input.
    private void program(Fields step) {
        if (step.string("uses").toLowerCase(Locale.ROOT).startsWith("actions/github-script@")) {
            step.below("with").scalar("script").ifPresent(this::program);
        }
    }

    private void program(Yaml.Scalar script) {
        for (Template.Part part : found.partsOf(script)) {
            if (part instanceof Template.Part.Evaluated(int position, Expression expression)) {
                expression.flowingFields().stream()
                        .filter(UntrustedFields::contain)
                        .forEach(field ->
                                problems.warning(
                                        LintRule.INJECTION,
                                        source.within(script, position + field.position()),
                                        "`%s` may hold what a stranger wrote, and becomes part of the script: put it into `env` and use process.env"
                                                .formatted(field)));
            }
        }
    }

    private Optional<Set<String>> outputsOf(Fields step) {
        return surroundings.outputsOfAction(step.string("uses"));
    }

    private void node(Yaml node, View view) {
        switch (node) {
            case Yaml.Scalar scalar -> {
                found.fieldsOf(scalar).forEach(field -> field(scalar, field, view));
                types(scalar, view);
            }
            case Yaml.Sequence(_, List<Yaml> items) -> items.forEach(item -> node(item, view));
            case Yaml.Mapping(_, List<Yaml.Entry> entries) ->
                    entries.forEach(entry -> {
                        node(entry.key(), view);
                        node(entry.value(), view);
                    });
        }
    }

    private void types(Yaml.Scalar scalar, View view) {
        List<Template.Part> parts = found.partsOf(scalar);
        boolean whole = parts.size() == 1;
        for (Template.Part part : parts) {
            if (part instanceof Template.Part.Evaluated(int position, Expression expression)
                    && !problems.areMany()) {
                TypeChecker checker = new TypeChecker(name -> type(name, view));
                if (whole && found.useOf(scalar) == FoundExpressions.Use.ANY) {
                    checker.typeOf(expression.root());
                } else {
                    checker.checkText(expression.root());
                }
                for (Doubt doubt : checker.doubts()) {
                    problems.warningOfAll(
                            doubt.rule(),
                            source.within(scalar, position + doubt.position()),
                            doubt.message());
                }
            }
        }
    }

    private StaticType type(String context, View view) {
        StaticType own = view.types().get(context.toLowerCase(Locale.ROOT));
        return own == null ? types.ofFile(context) : own;
    }

    private void field(Yaml.Scalar scalar, FieldPath field, View view) {
        if (field.names().size() < 2 || field.names().get(1).equals(ANY) || problems.areMany()) {
            return;
        }
        String name = field.names().get(1);
        if (OrdinalIgnoreCase.equal(field.names().getFirst(), "secrets")) {
            secret(scalar, field, name);
            return;
        }
        Optional<String> why =
                switch (fold(field.names().getFirst())) {
                    case "NEEDS" -> need(name, field, view);
                    case "STEPS" -> step(name, view);
                    case "MATRIX" ->
                            missing(name, view.matrix(), "the matrix of the job has no key `%s`%s");
                    case "INPUTS" -> missing(name, inputs, "no trigger has an input `%s`%s");
                    case "JOBS" ->
                            missing(name, Optional.of(jobs.keySet()), "the file has no job `%s`%s")
                                    .or(() -> output(jobs.get(fold(name)), field));
                    case "GITHUB" -> github(name, field);
                    default ->
                            missing(
                                    name,
                                    WorkflowGrammar.TABLE.fields(field.names().getFirst()),
                                    "the context has no field `%s`%s");
                };
        why.ifPresent(reason ->
                problems.warningOfAll(
                        LintRule.REFERENCE,
                        source.within(scalar, field.position()),
                        "`%s` is always empty: %s".formatted(field, reason)));
    }

    private void secret(Yaml.Scalar scalar, FieldPath field, String name) {
        missing(
                        name,
                        secrets,
                        "`workflow_call` declares no secret `%s`, and only a caller with `secrets: inherit` gives it%s")
                .ifPresent(sentence ->
                        problems.warningOfAll(
                                LintRule.CALL, source.within(scalar, field.position()), sentence));
    }

    private Optional<String> need(String name, FieldPath field, View view) {
        if (view.needs().stream().noneMatch(need -> OrdinalIgnoreCase.equal(need, name))) {
            return Optional.of(
                    "the job `%s` does not need `%s`%s"
                            .formatted(view.job(), name, NearNames.hint(name, view.needs())));
        }
        return output(jobs.get(fold(name)), field);
    }

    private Optional<String> output(@Nullable WorkflowJob job, FieldPath field) {
        List<String> names = field.names();
        boolean output =
                names.size() > 3
                        && OrdinalIgnoreCase.equal(names.get(2), "outputs")
                        && !names.get(3).equals(ANY);
        if (job == null || !output || hasComputedOutputs(job)) {
            return Optional.empty();
        }
        return missing(
                names.get(3),
                job.calls().isEmpty()
                        ? Optional.of(job.outputs().keySet())
                        : surroundings.outputsOfWorkflow(job.calls().value()),
                "the job `" + job.id().value().replace("%", "%%") + "` has no output `%s`%s");
    }

    private Optional<String> github(String name, FieldPath field) {
        List<String> names = field.names();
        boolean input =
                names.size() > 3
                        && OrdinalIgnoreCase.equal(name, "event")
                        && OrdinalIgnoreCase.equal(names.get(2), "inputs")
                        && !names.get(3).equals(ANY);
        return input
                ? missing(names.get(3), dispatched, "`workflow_dispatch` has no input `%s`%s")
                : missing(
                        name,
                        WorkflowGrammar.TABLE.fields("github"),
                        "the context has no field `%s`%s");
    }

    private static boolean hasComputedOutputs(WorkflowJob job) {
        return job.setting("outputs")
                .filter(outputs ->
                        !(outputs instanceof Yaml.Mapping(_, List<Yaml.Entry> entries))
                                || entries.stream().anyMatch(entry -> entry.key().hasExpression()))
                .isPresent();
    }

    private static Optional<String> step(String name, View view) {
        return missing(name, view.steps(), "no step before this place has the id `%s`%s");
    }

    private static Optional<String> missing(
            String name, Optional<? extends Collection<String>> known, String message) {
        return known.filter(names ->
                        names.stream().noneMatch(one -> OrdinalIgnoreCase.equal(one, name)))
                .map(names -> message.formatted(name, NearNames.hint(name, names)));
    }

    private static String fold(String name) {
        return OrdinalIgnoreCase.fold(name);
    }
}
