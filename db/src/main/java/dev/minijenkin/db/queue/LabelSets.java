package dev.minijenkin.db.queue;

import static dev.minijenkin.db.schema.Tables.LABEL_SETS;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.impl.DSL;

/// Interned label sets: a runner knows the ids that it can serve, so that a claim never compares
/// labels.
public final class LabelSets {
    private LabelSets() {}

    /// The id of a set of labels; case and order do not matter.
    public static int intern(Tx tx, Collection<String> labels) {
        List<String> set = normal(labels);
        return intern(tx, Set.of(set)).getOrDefault(set, 0);
    }

    /// The ids of several sets, each in its [#normal] spelling.
    public static Map<List<String>, Integer> intern(Tx tx, Set<List<String>> sets) {
        return intern(tx, sets, false);
    }

    /// The same for jobs that guest runners carry out, or for all others.
    public static Map<List<String>, Integer> intern(
            Tx tx, Set<List<String>> sets, boolean forGuests) {
        Map<List<String>, Integer> ids = new HashMap<>();
        if (sets.isEmpty()) {
            return ids;
        }
        tx.sql()
                .select(LABEL_SETS.ID, LABEL_SETS.LABELS)
                .from(LABEL_SETS)
                .where(LABEL_SETS.LABELS.in(arrays(sets)))
                .and(LABEL_SETS.FOR_GUESTS.eq(forGuests))
                .forEach(row -> ids.put(List.of(row.value2()), row.value1()));
        // In one order for everybody, so that no two transactions wait for each other.
        List<List<String>> missing =
                sets.stream()
                        .filter(set -> !ids.containsKey(set))
                        .sorted(Comparator.comparing(List::toString))
                        .toList();
        if (!missing.isEmpty()) {
            insert(tx, missing, forGuests, ids);
        }
        return ids;
    }

    private static void insert(
            Tx tx, List<List<String>> sets, boolean forGuests, Map<List<String>, Integer> ids) {
        var rows =
                arrays(sets).stream()
                        .map(labels -> DSL.row(DSL.val(labels), DSL.val(forGuests)))
                        .toList();
        tx.sql()
                .insertInto(LABEL_SETS, LABEL_SETS.LABELS, LABEL_SETS.FOR_GUESTS)
                .valuesOfRows(rows)
                .onConflict(LABEL_SETS.LABELS, LABEL_SETS.FOR_GUESTS)
                .doUpdate()
                .set(LABEL_SETS.LABELS, DSL.excluded(LABEL_SETS.LABELS))
                .returningResult(LABEL_SETS.ID, LABEL_SETS.LABELS)
                .fetch()
                .forEach(row -> {
                    ids.put(List.of(row.value2()), row.value1());
                    tx.hint(Topic.LABEL_SET, row.value1());
                });
    }

    private static List<String[]> arrays(Collection<List<String>> sets) {
        return sets.stream().map(set -> set.toArray(String[]::new)).toList();
    }

    /// The sets whose every label a runner with `labels` has, but for those of guest runners.
    public static List<Integer> servedBy(Tx tx, Collection<String> labels) {
        return tx.sql()
                .select(LABEL_SETS.ID)
                .from(LABEL_SETS)
                .where("labels <@ ?::text[]", (Object) normal(labels).toArray(String[]::new))
                .andNot(LABEL_SETS.FOR_GUESTS)
                .orderBy(LABEL_SETS.ID)
                .fetch(row -> row.value1());
    }

    /// All of them, but for those of guest runners: what a runner serves that takes every label.
    public static List<Integer> all(Tx tx) {
        return tx.sql()
                .select(LABEL_SETS.ID)
                .from(LABEL_SETS)
                .where(LABEL_SETS.FOR_GUESTS.isFalse())
                .orderBy(LABEL_SETS.ID)
                .fetch(row -> row.value1());
    }

    /// Sorted, lower case, each once: the spelling in which sets and runners are stored.
    public static List<String> normal(Collection<String> labels) {
        TreeSet<String> sorted = new TreeSet<>();
        labels.forEach(label -> sorted.add(label.trim().toLowerCase(Locale.ROOT)));
        return List.copyOf(sorted);
    }
}
