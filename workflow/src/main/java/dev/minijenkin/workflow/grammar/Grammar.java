package dev.minijenkin.workflow.grammar;

import dev.minijenkin.workflow.expression.syntax.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The syntax of workflow files as data. Immutable.
public final class Grammar {
    /// What becomes of a key.
    enum Support {
        YES,
        PARTLY,
        /// Not carried out: a run does without it.
        WARN,
        /// Not carried out: a run is refused.
        STOP;

        boolean carriedOut() {
            return this == YES || this == PARTLY;
        }
    }

    /// Which keys a mapping has.
    ///
    /// @param title as messages name it: "a job"
    /// @param keys by name, without the wildcard
    /// @param others what any other key holds
    /// @param ofEvent whether it holds the filters of an event
    /// @param lenient whether a key that it does not have does no harm
    record Mapping(
            String name,
            String title,
            Map<String, Rule> keys,
            Optional<Rule> others,
            boolean ofEvent,
            boolean lenient) {}

    /// A key of a mapping.
    ///
    /// @param since the version that carries it out first
    /// @param scope of expressions in its value; empty where there may be none
    /// @param contexts the words of the scope
    /// @param note why it is not carried out, or to what extent; empty where there is nothing to
    ///   say
    record Rule(
            String name,
            boolean required,
            Type type,
            Support support,
            String since,
            Optional<Scope> scope,
            List<String> contexts,
            String note) {}

    private final Map<String, Mapping> mappings;
    private final Map<String, List<String>> activities;
    private final Map<String, List<String>> fields;
    private final Set<String> filters;

    Grammar(
            Map<String, Mapping> mappings,
            Map<String, List<String>> activities,
            Map<String, List<String>> fields) {
        this.mappings = Map.copyOf(mappings);
        this.activities = Map.copyOf(activities);
        this.fields = Map.copyOf(fields);
        filters = new LinkedHashSet<>();
        mappings.values().stream()
                .filter(Mapping::ofEvent)
                .forEach(event -> filters.addAll(event.keys().keySet()));
    }

    Mapping mapping(String name) {
        return Objects.requireNonNull(mappings.get(name), name);
    }

    /// The activity types of an event.
    List<String> activities(String event) {
        return Objects.requireNonNull(activities.get(event), event);
    }

    /// Whether some event knows an activity type.
    boolean isActivity(String name) {
        return activities.values().stream().anyMatch(types -> types.contains(name));
    }

    /// All that a context can hold; empty where the file or the world decides about that.
    public Optional<List<String>> fields(String context) {
        return Optional.ofNullable(fields.get(context.toLowerCase(Locale.ROOT)));
    }

    /// The keys of a mapping, in the order of the table.
    public List<String> keys(String mapping) {
        return List.copyOf(mapping(mapping).keys().keySet());
    }

    /// Whether some event has a filter.
    boolean isFilter(String name) {
        return filters.contains(name);
    }
}
