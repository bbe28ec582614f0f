package dev.minijenkin.console.runs;

import dev.minijenkin.db.view.runs.RunView;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a person may want to filter by: the pipelines that there are, and what else was seen of the
/// runs that were shown so far. FX thread only.
final class FilterWords {
    private final SortedSet<String> pipelines = new TreeSet<>();
    private final SortedSet<String> branches = new TreeSet<>();
    private final SortedSet<String> people = new TreeSet<>();

    void seen(Collection<RunView> runs) {
        for (RunView run : runs) {
            add(branches, run.origin().shortRef());
            add(people, run.origin().actor());
        }
    }

    /// The pipelines that there are: a run may be of one that is called otherwise by now.
    void exist(Collection<String> names) {
        pipelines.clear();
        names.forEach(name -> add(pipelines, name));
    }

    /// `shop-web/ci`
    SortedSet<String> pipelines() {
        return pipelines;
    }

    /// Branches and tags, short: `main`
    SortedSet<String> branches() {
        return branches;
    }

    /// Who caused runs.
    SortedSet<String> people() {
        return people;
    }

    /// A quote cannot be written in a filter.
    private static void add(SortedSet<String> words, String word) {
        if (!word.isEmpty() && word.indexOf('"') < 0) {
            words.add(word);
        }
    }
}
