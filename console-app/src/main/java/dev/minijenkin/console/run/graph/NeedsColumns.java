package dev.minijenkin.console.run.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// In which column each job of a graph stands, right of all that it needs, and what it needs
/// directly: without what its other needs need already. Needs of unknown jobs and cycles, which
/// broken files may have, count as none. Jobs are told by their places in the list.
///
/// @param of column of each job, from 0
/// @param direct what each job needs directly
record NeedsColumns(List<Integer> of, List<BitSet> direct) {
    private static final int UNKNOWN = -1;

    static NeedsColumns of(List<NeedsNode> jobs) {
        Map<String, Integer> byId = new HashMap<>();
        for (int job = 0; job < jobs.size(); job++) {
            byId.putIfAbsent(jobs.get(job).id(), job);
        }
        List<List<Integer>> needs = new ArrayList<>();
        for (NeedsNode job : jobs) {
            List<Integer> known = new ArrayList<>();
            for (String need : job.needs()) {
                Integer at = byId.get(need);
                if (at != null) {
                    known.add(at);
                }
            }
            needs.add(known);
        }
        int[] columns = new int[jobs.size()];
        Arrays.fill(columns, UNKNOWN);
        for (int job = 0; job < columns.length; job++) {
            column(job, needs, columns, new HashSet<>());
        }
        return new NeedsColumns(
                IntStream.of(columns).boxed().toList(), directNeeds(needs, columns));
    }

    int count() {
        return of.stream().mapToInt(column -> column + 1).max().orElse(0);
    }

    private static int column(
            int job, List<List<Integer>> needs, int[] columns, Set<Integer> above) {
        if (columns[job] != UNKNOWN || !above.add(job)) {
            return columns[job];
        }
        int column = 0;
        for (int need : needs.get(job)) {
            column = Math.max(column, column(need, needs, columns, above) + 1);
        }
        above.remove(job);
        columns[job] = column;
        return column;
    }

    private static List<BitSet> directNeeds(List<List<Integer>> needs, int[] columns) {
        int size = needs.size();
        List<BitSet> direct = new ArrayList<>();
        List<BitSet> all = new ArrayList<>();
        for (int job = 0; job < size; job++) {
            direct.add(new BitSet(size));
            all.add(new BitSet(size));
        }
        // What a job needs stands left of it: by columns, it is known before.
        List<Integer> inOrder =
                IntStream.range(0, size)
                        .boxed()
                        .sorted(Comparator.comparingInt(job -> columns[job]))
                        .toList();
        for (int job : inOrder) {
            BitSet behind = new BitSet(size);
            for (int need : needs.get(job)) {
                if (columns[need] < columns[job]) {
                    direct.get(job).set(need);
                    behind.or(all.get(need));
                }
            }
            all.get(job).or(direct.get(job));
            all.get(job).or(behind);
            direct.get(job).andNot(behind);
        }
        return direct;
    }
}
