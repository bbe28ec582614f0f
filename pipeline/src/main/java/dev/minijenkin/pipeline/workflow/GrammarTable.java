package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.Function;
import dev.minijenkin.pipeline.expression.Scope;
import dev.minijenkin.pipeline.workflow.Grammar.Mapping;
import dev.minijenkin.pipeline.workflow.Grammar.Rule;
import dev.minijenkin.pipeline.workflow.Grammar.Support;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Reads the table of the grammar; its format stands at the head of `grammar.txt`.
final class GrammarTable {
    private final Map<String, Scope> scopes = new HashMap<>();
    private final Map<String, Mapping> mappings = new HashMap<>();
    private String current = "";

    private GrammarTable() {}

    static Grammar read(String resource) {
        try (InputStream stream = GrammarTable.class.getResourceAsStream(resource)) {
            String table =
                    new String(
                            Objects.requireNonNull(stream, resource).readAllBytes(),
                            StandardCharsets.UTF_8);
            GrammarTable reader = new GrammarTable();
            table.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(reader::line);
            return new Grammar(reader.mappings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String line) {
        if (line.startsWith("scope ")) {
            List<String> words = words(line);
            scopes.put(words.get(1), scope(words.subList(2, words.size())));
        } else if (line.startsWith("mapping ")) {
            List<String> words = words(line);
            current = words.get(1);
            String title = String.join(" ", words.subList(2, words.size()));
            mappings.put(current, new Mapping(title, new LinkedHashMap<>(), Optional.empty()));
        } else {
            Rule key = key(line);
            Mapping mapping = Objects.requireNonNull(mappings.get(current), line);
            if (key.name().startsWith("*")) {
                mappings.put(
                        current, new Mapping(mapping.title(), mapping.keys(), Optional.of(key)));
            } else {
                mapping.keys().put(key.name(), key);
            }
        }
    }

    private static Scope scope(List<String> words) {
        Set<Function> functions = EnumSet.noneOf(Function.class);
        List<String> contexts = new ArrayList<>(words);
        if (contexts.remove("status")) {
            functions.addAll(Arrays.stream(Function.values()).filter(Function::isStatus).toList());
        }
        if (contexts.remove("hashFiles")) {
            functions.add(Function.HASH_FILES);
        }
        return Scope.of(contexts).with(functions);
    }

    private Rule key(String line) {
        int comment = line.indexOf("  # ");
        String note = comment < 0 ? "" : line.substring(comment + 4).strip();
        // Columns are parted by two blanks; a type may hold single ones.
        List<String> columns =
                Arrays.asList(
                        (comment < 0 ? line : line.substring(0, comment)).strip().split(" {2,}"));
        String name = columns.get(0);
        boolean required = name.endsWith("!");
        return new Rule(
                required ? name.substring(0, name.length() - 1) : name,
                required,
                type(columns.get(1)),
                Support.valueOf(columns.get(2).toUpperCase(Locale.ROOT)),
                columns.size() > 3
                        ? Optional.of(Objects.requireNonNull(scopes.get(columns.get(3)), line))
                        : Optional.empty(),
                note);
    }

    private static Type type(String text) {
        List<Type> choices =
                Arrays.stream(text.split("\\|")).map(choice -> single(choice.strip())).toList();
        return choices.size() == 1 ? choices.getFirst() : new Type.OneOf(choices);
    }

    private static Type single(String text) {
        String inner = text.length() > 2 ? text.substring(1, text.length() - 1) : "";
        return switch (text.charAt(0)) {
            case '{' -> new Type.MappingOf(inner);
            case '[' -> new Type.ListOf(type(inner));
            case '\'' -> new Type.Constant(inner);
            default ->
                    text.equals("anything")
                            ? new Type.Anything()
                            : new Type.Scalar(Type.Kind.valueOf(text.toUpperCase(Locale.ROOT)));
        };
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.strip().split("\\s+"));
    }
}
