package dev.minijenkin.console.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts jobs into columns: each right of all that it needs, in the order of the file. Needs of
/// unknown jobs and cycles, which broken files may have, count as none.
record NeedsLayout(List<List<NeedsNode>> columns) {
    static NeedsLayout of(List<NeedsNode> jobs) {
        Map<String, NeedsNode> byId = new HashMap<>();
        jobs.forEach(job -> byId.putIfAbsent(job.id(), job));
        List<List<NeedsNode>> columns = new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        for (NeedsNode job : jobs) {
            int column = column(job, byId, known, new HashSet<>());
            while (columns.size() <= column) {
                columns.add(new ArrayList<>());
            }
            columns.get(column).add(job);
        }
        return new NeedsLayout(columns);
    }

    private static int column(
            NeedsNode job,
            Map<String, NeedsNode> byId,
            Map<String, Integer> known,
            Set<String> above) {
        Integer found = known.get(job.id());
        if (found != null || !above.add(job.id())) {
            return Optional.ofNullable(found).orElse(-1);
        }
        int column = 0;
        for (String need : job.needs()) {
            NeedsNode needed = byId.get(need);
            if (needed != null) {
                column = Math.max(column, column(needed, byId, known, above) + 1);
            }
        }
        above.remove(job.id());
        known.put(job.id(), column);
        return column;
    }
}
