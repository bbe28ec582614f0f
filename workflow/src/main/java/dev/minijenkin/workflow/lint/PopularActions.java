package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.plan.CallTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the most used actions take and give, known without their files: `actions.txt`, whose format
/// stands at its head. Immutable.
final class PopularActions {
    static final PopularActions TABLE = read("actions.txt");

    private final Map<String, ActionMetadata> actions;

    private PopularActions(Map<String, ActionMetadata> actions) {
        this.actions = Map.copyOf(actions);
    }

    private static PopularActions read(String resource) {
        try (InputStream stream = PopularActions.class.getResourceAsStream(resource)) {
            Objects.requireNonNull(stream, resource);
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            Map<String, ActionMetadata> actions = new HashMap<>();
            String name = "";
            Map<String, List<String>> lines = new HashMap<>();
            for (String line : (text + "end").lines().toList()) {
                List<String> words = List.of(line.strip().split(" +"));
                if (line.isBlank() || words.getFirst().startsWith("#")) {
                    continue;
                }
                if (line.startsWith(" ")) {
                    lines.put(words.getFirst(), words.subList(1, words.size()));
                } else {
                    actions.put(name, action(lines));
                    name = words.getFirst().toLowerCase(Locale.ROOT);
                    lines.clear();
                }
            }
            return new PopularActions(actions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ActionMetadata action(Map<String, List<String>> lines) {
        List<String> inputs = lines.getOrDefault("inputs", List.of());
        return new ActionMetadata(
                inputs.stream().map(PopularActions::input).toList(),
                Optional.ofNullable(lines.get("outputs"))
                        .map(names -> names.equals(List.of("-")) ? Set.of() : Set.copyOf(names)),
                inputs.isEmpty(),
                Set.copyOf(lines.getOrDefault("retired", List.of())));
    }

    private static ActionMetadata.Input input(String word) {
        boolean needed = word.endsWith("!");
        return new ActionMetadata.Input(
                needed ? word.substring(0, word.length() - 1) : word, needed, "");
    }

    /// Empty where it is none of them.
    Optional<ActionMetadata> find(CallTarget target) {
        String name =
                Stream.of(target.repository(), target.path())
                        .filter(part -> !part.isEmpty())
                        .reduce((repository, path) -> repository + "/" + path)
                        .orElse("");
        return Optional.ofNullable(actions.get(name.toLowerCase(Locale.ROOT)));
    }
}
