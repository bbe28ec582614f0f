package dev.minijenkin.db.outbox;

import java.util.List;
import java.util.Set;

/// What a target hears of.
///
/// @param events at least one
/// @param pipelines names, paths or file names; empty: all
/// @param branches branches or whole refs; one that ends in `*` stands for all that begin so;
///   empty: all
/// @param onlyChanges of the ends of runs only those by which a branch fails that did not before,
///   or the other way round
public record TargetFilter(
        Set<TargetEvent> events,
        List<String> pipelines,
        List<String> branches,
        boolean onlyChanges) {
    public TargetFilter {
        events = Set.copyOf(events);
        pipelines = List.copyOf(pipelines);
        branches = List.copyOf(branches);
    }

    /// Of all that is told of these events.
    public static TargetFilter of(TargetEvent... events) {
        return new TargetFilter(Set.of(events), List.of(), List.of(), false);
    }
}
