package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.grammar.FoundExpressions;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which keys the matrix of a job may have.
final class MatrixKeys {
    private final Set<String> names = new LinkedHashSet<>();
    private boolean computed;

    private MatrixKeys() {}

    /// Empty where an expression decides about them. A key that the job itself asks for (`if:
    /// matrix.extra`) counts, though no leg has it: one may have had it, or will. Not so where it
    /// is near to one that there is, and so a slip of the pen.
    static Optional<Set<String>> of(Fields job, FoundExpressions found) {
        MatrixKeys keys = new MatrixKeys();
        job.get("strategy").ifPresent(keys::strategy);
        if (keys.computed) {
            return Optional.empty();
        }
        Set<String> all = new LinkedHashSet<>(keys.names);
        asked(job, found).stream()
                .map(path -> path.get(1))
                .filter(name -> NearNames.hint(name, keys.names).isEmpty())
                .forEach(all::add);
        return Optional.of(all);
    }

    /// The paths into the matrix of which a job asks whether they hold anything.
    static List<List<String>> asked(Fields job, FoundExpressions found) {
        List<List<String>> paths = new ArrayList<>();
        job.entries().forEach(entry -> asked(entry.value(), found, paths));
        return paths;
    }

    private void strategy(Yaml strategy) {
        switch (strategy) {
            case Yaml.Mapping mapping -> new Fields(mapping).get("matrix").ifPresent(this::matrix);
            case Yaml.Sequence _, Yaml.Scalar _ -> computed = true;
        }
    }

    private void matrix(Yaml node) {
        if (!(node instanceof Yaml.Mapping(_, List<Yaml.Entry> entries))) {
            computed = true;
            return;
        }
        for (Yaml.Entry entry : entries) {
            switch (entry.key().text()) {
                case "include" -> include(entry.value());
                case "exclude" -> {}
                default -> name(entry.key());
            }
        }
    }

    private void include(Yaml node) {
        if (!(node instanceof Yaml.Sequence(_, List<Yaml> items))) {
            computed = true;
            return;
        }
        for (Yaml item : items) {
            if (item instanceof Yaml.Mapping(_, List<Yaml.Entry> entries)) {
                entries.forEach(entry -> name(entry.key()));
            } else {
                computed = true;
            }
        }
    }

    private void name(Yaml.Scalar key) {
        computed |= key.hasExpression();
        names.add(key.text());
    }

    private static void asked(Yaml node, FoundExpressions found, List<List<String>> paths) {
        switch (node) {
            case Yaml.Scalar scalar ->
                    found.askedIn(scalar).stream()
                            .map(FieldPath::names)
                            .filter(path ->
                                    path.size() > 1
                                            && OrdinalIgnoreCase.equal(path.getFirst(), "matrix"))
                            .forEach(paths::add);
            case Yaml.Sequence(_, List<Yaml> items) ->
                    items.forEach(item -> asked(item, found, paths));
            case Yaml.Mapping(_, List<Yaml.Entry> entries) ->
                    entries.forEach(entry -> asked(entry.value(), found, paths));
        }
    }
}
