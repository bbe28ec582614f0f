package dev.minijenkin.workflow.grammar;

import dev.minijenkin.workflow.grammar.Grammar.Mapping;
import dev.minijenkin.workflow.grammar.Grammar.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a mapping may still be, while its keys are read one after the other: a step with `run` is
/// no step with `uses`.
final class MappingCandidates {
    private final List<Mapping> all;
    private final String name;
    private List<Mapping> left;
    private String chosenBy = "";

    /// Takes the name that the file gives the mapping; empty where it gives none.
    MappingCandidates(List<Mapping> all, String name) {
        this.all = all;
        this.name = name;
        left = all;
    }

    /// The rule of a key in the first candidate that knows it; who does not know it is out.
    Optional<Rule> choose(String key) {
        List<Mapping> knowing = new ArrayList<>();
        for (Mapping candidate : left) {
            if (candidate.keys().containsKey(key)) {
                knowing.add(candidate);
            }
        }
        if (knowing.isEmpty()) {
            return Optional.empty();
        }
        if (knowing.size() < left.size()) {
            left = knowing;
            chosenBy = key;
        }
        return Optional.ofNullable(knowing.getFirst().keys().get(key));
    }

    List<Mapping> left() {
        return left;
    }

    /// For messages: "a job", or "the job `build`".
    String title() {
        String title = all.getFirst().title();
        return name.isEmpty() || !title.startsWith("a")
                ? title
                : "the %s `%s`".formatted(title.substring(title.indexOf(' ') + 1), name);
    }

    boolean ofEvent() {
        return all.getFirst().ofEvent();
    }

    boolean lenient() {
        return all.getFirst().lenient();
    }

    Optional<Rule> others() {
        return left.getFirst().others();
    }

    /// The key that put others out last.
    String chosenBy() {
        return chosenBy;
    }

    /// Whether a key belongs to a candidate that is out.
    boolean wasPossible(String key) {
        return !chosenBy.isEmpty()
                && all.stream().anyMatch(candidate -> candidate.keys().containsKey(key));
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        left.forEach(candidate -> names.addAll(candidate.keys().keySet()));
        return names;
    }
}
