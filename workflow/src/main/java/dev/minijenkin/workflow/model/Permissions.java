package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.grammar.WorkflowGrammar;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a job may do with the token of a forge: a level for each scope. Immutable.
///
/// @param named by scope
/// @param others the level of every scope that is not named
public record Permissions(Map<String, Level> named, Level others) {
    /// From weak to strong.
    public enum Level {
        NONE,
        READ,
        WRITE;

        /// As a file writes it.
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Level of(String word) {
            return switch (word) {
                case "write" -> WRITE;
                case "read" -> READ;
                default -> NONE;
            };
        }
    }

    /// No bound at all.
    public static final Permissions EVERYTHING = new Permissions(Map.of(), Level.WRITE);

    /// What jobs of a new repository have where no file says anything.
    public static final Permissions OF_NEW_REPOSITORIES =
            new Permissions(Map.of("contents", Level.READ, "packages", Level.READ), Level.NONE);

    public Permissions {
        named = Map.copyOf(named);
    }

    /// What a job may do: what it says itself, else its file, else what bounds that file.
    ///
    /// @param above for a called file the permissions of the job that calls it, for others what
    ///   counts without a word
    public static Permissions of(Workflow workflow, WorkflowJob job, Permissions above) {
        return asked(job).or(() -> asked(workflow)).orElse(above);
    }

    /// What a job says itself.
    public static Optional<Permissions> asked(WorkflowJob job) {
        return job.setting("permissions").flatMap(Permissions::of);
    }

    /// What a file says for all its jobs.
    public static Optional<Permissions> asked(Workflow workflow) {
        return workflow.setting("permissions").flatMap(Permissions::of);
    }

    private static Optional<Permissions> of(Yaml node) {
        return switch (node) {
            case Yaml.Scalar scalar ->
                    switch (scalar.text()) {
                        case "read-all" -> Optional.of(new Permissions(Map.of(), Level.READ));
                        case "write-all" -> Optional.of(EVERYTHING);
                        default -> Optional.empty();
                    };
            case Yaml.Mapping mapping -> {
                Map<String, Level> named = new LinkedHashMap<>();
                for (Yaml.Entry entry : mapping.entries()) {
                    Fields.text(entry.value())
                            .ifPresent(
                                    word -> named.put(entry.key().text(), Level.of(word.value())));
                }
                yield Optional.of(new Permissions(named, Level.NONE));
            }
            case Yaml.Sequence _ -> Optional.empty();
        };
    }

    public Level level(String scope) {
        return named.getOrDefault(scope, others);
    }

    /// The scopes of which it has more than others allow, in the order of the grammar.
    List<String> beyond(Permissions allowed) {
        List<String> scopes = new ArrayList<>();
        for (String scope : WorkflowGrammar.TABLE.keys("permissions")) {
            if (level(scope).compareTo(allowed.level(scope)) > 0) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    /// Where it asks for more than others allow: `is requesting 'contents: write', but is only
    /// allowed 'contents: read'`; else empty.
    public Optional<String> excess(Permissions allowed) {
        List<String> scopes = beyond(allowed);
        return scopes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "is requesting '%s', but is only allowed '%s'"
                                .formatted(shown(scopes), allowed.shown(scopes)));
    }

    private String shown(List<String> scopes) {
        return String.join(
                ", ", scopes.stream().map(scope -> scope + ": " + level(scope).word()).toList());
    }
}
