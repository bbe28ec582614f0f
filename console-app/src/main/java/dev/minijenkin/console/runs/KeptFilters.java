package dev.minijenkin.console.runs;

import dev.minijenkin.console.memory.Memory;
import java.util.List;
import java.util.Locale;

/// Filters of runs that a person keeps for the next time. FX thread only.
record KeptFilters(Memory memory) {
    List<String> all() {
        return memory.now().filters();
    }

    boolean has(String filter) {
        return all().contains(filter.strip());
    }

    /// Keeps a filter, or keeps it no more.
    void toggle(String filter) {
        if (!filter.isBlank()) {
            memory.change(known -> known.toggledFilter(filter.strip()));
        }
    }

    /// What follows of the first one that begins so; empty where none does.
    String completion(String text) {
        if (text.isBlank()) {
            return "";
        }
        String start = text.toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(filter ->
                        filter.length() > text.length()
                                && filter.toLowerCase(Locale.ROOT).startsWith(start))
                .map(filter -> filter.substring(text.length()))
                .findFirst()
                .orElse("");
    }
}
