package dev.minijenkin.console.run;

import dev.minijenkin.workflow.reader.WorkflowOutline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts jobs into columns: each right of all that it needs, in the order of the file. Needs of
/// unknown jobs and cycles, which broken files may have, count as none.
record PlanLayout(List<List<WorkflowOutline.Job>> columns) {
    static PlanLayout of(List<WorkflowOutline.Job> jobs) {
        Map<String, WorkflowOutline.Job> byId = new HashMap<>();
        jobs.forEach(job -> byId.putIfAbsent(job.id(), job));
        List<List<WorkflowOutline.Job>> columns = new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        for (WorkflowOutline.Job job : jobs) {
            int column = column(job, byId, known, new HashSet<>());
            while (columns.size() <= column) {
                columns.add(new ArrayList<>());
            }
            columns.get(column).add(job);
        }
        return new PlanLayout(columns);
    }

    private static int column(
            WorkflowOutline.Job job,
            Map<String, WorkflowOutline.Job> byId,
            Map<String, Integer> known,
            Set<String> above) {
        Integer found = known.get(job.id());
        if (found != null || !above.add(job.id())) {
            return Optional.ofNullable(found).orElse(-1);
        }
        int column = 0;
        for (String need : job.needs()) {
            WorkflowOutline.Job needed = byId.get(need);
            if (needed != null) {
                column = Math.max(column, column(needed, byId, known, above) + 1);
            }
        }
        above.remove(job.id());
        known.put(job.id(), column);
        return column;
    }
}
