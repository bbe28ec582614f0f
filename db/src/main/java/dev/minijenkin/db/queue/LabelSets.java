package dev.minijenkin.db.queue;

import static dev.minijenkin.db.schema.Tables.LABEL_SETS;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// Interned label sets: a runner knows the ids that it can serve, so that a claim never compares
/// labels.
public final class LabelSets {
    private LabelSets() {}

    /// The id of a set of labels; case and order do not matter.
    public static int intern(Tx tx, Collection<String> labels) {
        String[] sorted = normal(labels).toArray(String[]::new);
        var existing =
                tx.sql()
                        .select(LABEL_SETS.ID)
                        .from(LABEL_SETS)
                        .where(LABEL_SETS.LABELS.eq(sorted))
                        .fetchOptional();
        if (existing.isPresent()) {
            return existing.get().value1();
        }
        int id =
                tx.sql()
                        .insertInto(LABEL_SETS)
                        .set(LABEL_SETS.LABELS, sorted)
                        .onConflict(LABEL_SETS.LABELS)
                        .doUpdate()
                        .set(LABEL_SETS.LABELS, sorted)
                        .returningResult(LABEL_SETS.ID)
                        .fetchSingle()
                        .value1();
        tx.hint(Topic.LABEL_SET, id);
        return id;
    }

    /// The sets whose every label a runner with `labels` has.
    public static List<Integer> servedBy(Tx tx, Collection<String> labels) {
        return tx.sql()
                .select(LABEL_SETS.ID)
                .from(LABEL_SETS)
                .where("labels <@ ?::text[]", (Object) normal(labels).toArray(String[]::new))
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
