package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.grammar.WorkflowGrammar;
import dev.minijenkin.workflow.model.CallInput;
import dev.minijenkin.workflow.model.DispatchInput;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.typing.StaticType;
import dev.minijenkin.workflow.typing.StaticType.Simple;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The types of the contexts of one file. That a need, a step or an input is not there at all, is
/// told elsewhere: here such a field is of any type.
final class ContextTypes {
    private static final StaticType RESULT = words("success failure cancelled skipped");
    private static final StaticType TEXTS = StaticType.each(Simple.TEXT);
    private static final StaticType STEP = step(TEXTS);
    private static final StaticType NEED = need(TEXTS);

    private static final Set<String> NO_TEXTS =
            Set.of(
                    "event",
                    "ref_protected",
                    "artifact_cache_size_limit",
                    "retention_days",
                    "output",
                    "state",
                    "secret_source");

    private static final StaticType JOB =
            open(
                    Map.of(
                            "status", words("success failure cancelled"),
                            "container", strictTexts("id network"),
                            "services",
                                    StaticType.each(
                                            StaticType.strict(
                                                    Map.of(
                                                            "id", Simple.TEXT,
                                                            "network", Simple.TEXT,
                                                            "ports", Simple.ANY))),
                            "check_run_id", Simple.ANY,
                            "workflow_file_path", Simple.TEXT,
                            "workflow_ref", Simple.TEXT,
                            "workflow_repository", Simple.TEXT,
                            "workflow_sha", Simple.TEXT));

    private static final StaticType STRATEGY =
            open(
                    Map.of(
                            "fail-fast", Simple.TRUTH,
                            "job-index", Simple.NUMBER,
                            "job-total", Simple.NUMBER,
                            "max-parallel", Simple.NUMBER));

    /// Those that are the same in every file.
    private static final Map<String, StaticType> ALWAYS =
            Map.of(
                    "github",
                    github(),
                    "env",
                    TEXTS,
                    "vars",
                    TEXTS,
                    "secrets",
                    TEXTS,
                    "job",
                    JOB,
                    "strategy",
                    STRATEGY,
                    "runner",
                    runner(),
                    "steps",
                    StaticType.each(STEP),
                    "needs",
                    StaticType.each(NEED),
                    "jobs",
                    StaticType.each(NEED));

    private final StaticType inputs;

    ContextTypes(Map<String, Trigger> triggers) {
        inputs = inputs(triggers);
    }

    private static StaticType open(Map<String, StaticType> known) {
        return new StaticType.Fields(known, Optional.of(Simple.ANY));
    }

    private static StaticType words(String words) {
        return new StaticType.Words(List.of(words.split(" ")));
    }

    private static StaticType strictTexts(String names) {
        return StaticType.strict(texts(List.of(names.split(" "))));
    }

    private static Map<String, StaticType> texts(Collection<String> names) {
        Map<String, StaticType> known = new LinkedHashMap<>();
        names.forEach(name -> known.put(name, Simple.TEXT));
        return known;
    }

    private static StaticType step(StaticType outputs) {
        return StaticType.strict(
                Map.of("outputs", outputs, "outcome", RESULT, "conclusion", RESULT));
    }

    private static StaticType need(StaticType outputs) {
        return StaticType.strict(Map.of("outputs", outputs, "result", RESULT));
    }

    private static StaticType github() {
        Map<String, StaticType> known = new HashMap<>();
        for (String name : WorkflowGrammar.TABLE.fields("github").orElse(List.of())) {
            known.put(name, NO_TEXTS.contains(name) ? Simple.ANY : Simple.TEXT);
        }
        known.put("ref_type", words("branch tag"));
        known.put("event", StaticType.each(Simple.ANY));
        return open(known);
    }

    private static StaticType runner() {
        Map<String, StaticType> known =
                texts(WorkflowGrammar.TABLE.fields("runner").orElse(List.of()));
        known.put("os", words("Linux Windows macOS"));
        return open(known);
    }

    /// An input of two triggers may have two types.
    private static StaticType inputs(Map<String, Trigger> triggers) {
        Map<String, StaticType> known = new HashMap<>();
        for (Trigger trigger : triggers.values()) {
            switch (trigger) {
                case Trigger.Dispatch(List<DispatchInput> declared) ->
                        declared.forEach(input -> add(known, input.name(), of(input.type())));
                case Trigger.Call(List<CallInput> declared, _, _) ->
                        declared.forEach(input -> add(known, input.name(), of(input.type())));
                case Trigger.Push _, Trigger.Schedule _, Trigger.Activity _ -> {}
            }
        }
        return open(known);
    }

    private static void add(Map<String, StaticType> known, String name, StaticType type) {
        known.merge(name, type, StaticType::union);
    }

    private static StaticType of(DispatchInput.Type type) {
        return switch (type) {
            case BOOLEAN -> Simple.TRUTH;
            case NUMBER -> Simple.NUMBER;
            case STRING, CHOICE, ENVIRONMENT -> Simple.TEXT;
        };
    }

    private static StaticType of(CallInput.Type type) {
        return switch (type) {
            case BOOLEAN -> Simple.TRUTH;
            case NUMBER -> Simple.NUMBER;
            case STRING -> Simple.TEXT;
        };
    }

    StaticType ofFile(String context) {
        String name = context.toLowerCase(Locale.ROOT);
        return name.equals("inputs") ? inputs : ALWAYS.getOrDefault(name, Simple.ANY);
    }

    /// The steps of a job, of which some have outputs that are known.
    static StaticType steps(Map<String, Set<String>> outputs) {
        Map<String, StaticType> known = new HashMap<>();
        outputs.forEach((id, names) -> known.put(id, step(StaticType.strict(texts(names)))));
        return new StaticType.Fields(known, Optional.of(STEP));
    }

    /// The matrix of a job, as far as it is written out.
    ///
    /// @param asked the paths of which the job asks whether they hold anything: one may have had
    ///   them, or will
    static StaticType matrix(Fields job, List<List<String>> asked) {
        if (!(job.below("strategy").get("matrix").orElse(null)
                instanceof Yaml.Mapping(_, List<Yaml.Entry> entries))) {
            return Simple.ANY;
        }
        Map<String, StaticType> known = new HashMap<>();
        for (Yaml.Entry entry : entries) {
            switch (entry.key().text()) {
                case "exclude" -> {}
                case "include" -> include(entry.value(), known);
                default ->
                        itemsOf(entry.value())
                                .forEach(item -> add(known, entry.key().text(), of(item)));
            }
            if (entry.key().hasExpression() || entry.value() instanceof Yaml.Scalar) {
                return Simple.ANY;
            }
        }
        StaticType type = open(known);
        for (List<String> path : asked) {
            type = with(type, path.subList(1, path.size()));
        }
        return type;
    }

    /// The same, where a path may hold anything, unless it is near to one that is there.
    private static StaticType with(StaticType type, List<String> path) {
        if (path.isEmpty() || !(type instanceof StaticType.Fields fields)) {
            return type;
        }
        String name = path.getFirst();
        Map<String, StaticType> known = new HashMap<>(fields.known());
        Optional<String> written =
                known.keySet().stream()
                        .filter(key -> OrdinalIgnoreCase.equal(key, name))
                        .findFirst();
        if (written.isPresent()) {
            known.computeIfPresent(
                    written.get(), (_, inner) -> with(inner, path.subList(1, path.size())));
        } else if (NearNames.hint(name, known.keySet()).isEmpty()) {
            known.put(name, Simple.ANY);
        }
        return new StaticType.Fields(known, fields.others());
    }

    private static void include(Yaml node, Map<String, StaticType> known) {
        for (Yaml item : itemsOf(node)) {
            for (Yaml.Entry entry : Fields.of(item).entries()) {
                add(known, entry.key().text(), of(entry.value()));
            }
        }
    }

    private static List<Yaml> itemsOf(Yaml node) {
        return node instanceof Yaml.Sequence(_, List<Yaml> items) ? items : List.of();
    }

    private static StaticType of(Yaml node) {
        return switch (node) {
            case Yaml.Scalar scalar ->
                    scalar.hasExpression() ? Simple.ANY : StaticType.of(scalar.value());
            case Yaml.Sequence(_, List<Yaml> items) ->
                    StaticType.list(
                            items.stream()
                                    .map(ContextTypes::of)
                                    .reduce(StaticType::union)
                                    .orElse(Simple.ANY));
            case Yaml.Mapping(_, List<Yaml.Entry> entries) -> {
                Map<String, StaticType> known = new HashMap<>();
                entries.forEach(entry -> add(known, entry.key().text(), of(entry.value())));
                boolean computed = entries.stream().anyMatch(entry -> entry.key().hasExpression());
                yield computed ? open(known) : StaticType.strict(known);
            }
        };
    }
}
