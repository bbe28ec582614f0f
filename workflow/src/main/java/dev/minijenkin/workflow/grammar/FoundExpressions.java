package dev.minijenkin.workflow.grammar;

import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// The expressions of a file, as they were read once. Used by one thread.
public final class FoundExpressions {
    private final IdentityHashMap<Yaml.Scalar, Found> found = new IdentityHashMap<>();

    /// What a place does with a value.
    public enum Use {
        /// Takes it as it is, or as a condition.
        ANY,
        /// Makes a text of it.
        TEXT,
        /// Takes true or false only, or a number only.
        TRUTH_OR_NUMBER
    }

    private static final class Found {
        private final List<Template.Part> parts;
        private final List<FieldPath> fields;
        private final List<FieldPath> asked;
        private Use use = Use.ANY;

        private Found(List<Template.Part> parts, List<FieldPath> fields, List<FieldPath> asked) {
            this.parts = parts;
            this.fields = fields;
            this.asked = asked;
        }
    }

    /// Takes the offsets of fields as offsets in the whole text.
    void put(Yaml.Scalar scalar, Template template) {
        List<FieldPath> all = new ArrayList<>();
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Part.Evaluated evaluated) {
                evaluated
                        .expression()
                        .fields()
                        .forEach(field -> all.add(field.shiftedBy(evaluated.position())));
            }
        }
        List<FieldPath> asked =
                template.expressions().stream()
                        .flatMap(expression -> expression.askedFields().stream())
                        .toList();
        found.put(scalar, new Found(template.parts(), all, asked));
    }

    void put(Yaml.Scalar scalar, Condition condition) {
        found.put(
                scalar, new Found(condition.parts(), condition.fields(), condition.askedFields()));
    }

    void use(Yaml.Scalar scalar, Use use) {
        Found one = found.get(scalar);
        if (one != null) {
            one.use = use;
        }
    }

    /// The fields that a value names, with their offsets in it.
    public List<FieldPath> fieldsOf(Yaml.Scalar scalar) {
        Found one = found.get(scalar);
        return one == null ? List.of() : one.fields;
    }

    /// The fields of which a value asks whether they hold anything; their offsets mean nothing.
    public List<FieldPath> askedIn(Yaml.Scalar scalar) {
        Found one = found.get(scalar);
        return one == null ? List.of() : one.asked;
    }

    /// The pieces of a value; none where it holds no expression.
    public List<Template.Part> partsOf(Yaml.Scalar scalar) {
        Found one = found.get(scalar);
        return one == null ? List.of() : one.parts;
    }

    /// What becomes of a value.
    public Use useOf(Yaml.Scalar scalar) {
        Found one = found.get(scalar);
        return one == null ? Use.ANY : one.use;
    }
}
