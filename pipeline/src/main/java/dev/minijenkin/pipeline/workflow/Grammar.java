package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.Scope;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The syntax of workflow files as data, read from `grammar.txt`. Immutable.
final class Grammar {
    static final Grammar WORKFLOW = GrammarTable.read("grammar.txt");

    /// What becomes of a key.
    enum Support {
        YES,
        PARTLY,
        /// Not carried out, and said in a warning.
        WARN,
        /// Not carried out, and an error.
        NO
    }

    /// Which keys a mapping has.
    ///
    /// @param title as messages name it: "a job"
    /// @param keys by name, without the wildcard
    /// @param others what any other key holds
    record Mapping(String title, Map<String, Rule> keys, Optional<Rule> others) {}

    /// A key of a mapping.
    ///
    /// @param scope of expressions in its value; empty where there may be none
    /// @param note why it is not carried out, or to what extent; empty where there is nothing to
    ///   say
    record Rule(
            String name,
            boolean required,
            Type type,
            Support support,
            Optional<Scope> scope,
            String note) {}

    private final Map<String, Mapping> mappings;

    Grammar(Map<String, Mapping> mappings) {
        this.mappings = Map.copyOf(mappings);
    }

    Mapping mapping(String name) {
        return Objects.requireNonNull(mappings.get(name), name);
    }
}
