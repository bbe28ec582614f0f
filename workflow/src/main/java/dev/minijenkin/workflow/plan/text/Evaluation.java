package dev.minijenkin.workflow.plan.text;

import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.grammar.Directives;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Evaluates what stands in a file. What an expression gives has the place of the expression.
public final class Evaluation {
    private final TemplateCache templates;
    private final Contexts contexts;

    /// Evaluates with these contexts. It reads each text once, and so do those that [#with] gives.
    public Evaluation(Contexts contexts) {
        this(new TemplateCache(), contexts);
    }

    private Evaluation(TemplateCache templates, Contexts contexts) {
        this.templates = templates;
        this.contexts = contexts;
    }

    /// The same with one context more, or with another one of that name.
    public Evaluation with(String context, Value value) {
        return new Evaluation(templates, contexts.with(context, value));
    }

    /// What a text gives.
    public Value value(Text text) throws BadTextException {
        return value(text.value(), text.place());
    }

    /// The name that a text gives; empty where it gives none.
    public Optional<String> name(Text text) {
        return DisplayNames.evaluated(text.value(), contexts, UnaryOperator.identity());
    }

    private Value value(String text, SourcePosition place) throws BadTextException {
        if (!Template.isTemplate(text)) {
            return Value.of(text);
        }
        try {
            return templates.parse(text).evaluate(contexts);
        } catch (ExpressionException e) {
            throw new BadTextException(place, String.valueOf(e.getMessage()));
        }
    }

    /// The same tree without expressions.
    public Yaml tree(Yaml node) throws BadTextException {
        return switch (node) {
            case Yaml.Scalar scalar -> scalar(scalar);
            case Yaml.Sequence(SourcePosition place, List<Yaml> items) -> {
                List<Yaml> evaluated = new ArrayList<>(items.size());
                for (Yaml item : items) {
                    // A list that an expression gives stands for its items.
                    if (item instanceof Yaml.Scalar
                            && tree(item) instanceof Yaml.Sequence(_, List<Yaml> several)) {
                        evaluated.addAll(several);
                    } else {
                        evaluated.add(tree(item));
                    }
                }
                yield new Yaml.Sequence(place, evaluated);
            }
            case Yaml.Mapping(SourcePosition place, List<Yaml.Entry> entries) -> {
                List<Yaml.Entry> evaluated = new ArrayList<>(entries.size());
                for (Yaml.Entry entry : entries) {
                    add(entry, evaluated);
                }
                yield new Yaml.Mapping(place, evaluated);
            }
        };
    }

    private Yaml scalar(Yaml.Scalar scalar) throws BadTextException {
        return Template.isTemplate(scalar.text())
                ? node(value(scalar.text(), scalar.place()), scalar.place())
                : scalar;
    }

    private void add(Yaml.Entry entry, List<Yaml.Entry> evaluated) throws BadTextException {
        if (!Directives.isInsert(entry.key().text())) {
            Value key = value(entry.key().text(), entry.key().place());
            evaluated.add(
                    new Yaml.Entry(
                            new Yaml.Scalar(entry.key().place(), Value.of(key.asText()), true),
                            tree(entry.value())));
        } else if (tree(entry.value()) instanceof Yaml.Mapping(_, List<Yaml.Entry> inserted)) {
            evaluated.addAll(inserted);
        } else {
            throw new BadTextException(
                    entry.value().place(), "What is inserted here must be a mapping");
        }
    }

    private static Yaml node(Value value, SourcePosition place) {
        return switch (value) {
            case ArrayValue(List<Value> items, _) ->
                    new Yaml.Sequence(
                            place, items.stream().map(item -> node(item, place)).toList());
            case ObjectValue object -> {
                List<Yaml.Entry> entries = new ArrayList<>();
                for (Map.Entry<String, Value> field : object.fields().entrySet()) {
                    entries.add(
                            new Yaml.Entry(
                                    new Yaml.Scalar(place, Value.of(field.getKey()), true),
                                    node(field.getValue(), place)));
                }
                yield new Yaml.Mapping(place, entries);
            }
            case NullValue _, BooleanValue _, NumberValue _, StringValue _ ->
                    new Yaml.Scalar(place, value, true);
        };
    }

    /// A tree without expressions as a value.
    public static Value plain(Yaml node) {
        return switch (node) {
            case Yaml.Scalar(_, Value value, _) -> value;
            case Yaml.Sequence(_, List<Yaml> items) ->
                    ArrayValue.of(items.stream().map(Evaluation::plain).toList());
            case Yaml.Mapping(_, List<Yaml.Entry> entries) -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                entries.forEach(entry -> fields.put(entry.key().text(), plain(entry.value())));
                yield ObjectValue.ignoringCase(fields);
            }
        };
    }
}
