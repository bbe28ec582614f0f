package dev.minijenkin.workflow.next;

import dev.minijenkin.workflow.next.JobConditions.Ancestors;
import dev.minijenkin.workflow.next.RunJob.Stage;
import dev.minijenkin.workflow.plan.JobKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The jobs of a run with the results that are known of them so far. Used by one thread.
final class RunGraph {
    private final Map<String, List<RunJob>> byKey = new HashMap<>();
    private final Map<String, List<RunJob>> byCaller = new HashMap<>();
    private final Map<String, RunJob> calls = new HashMap<>();
    private final Map<Long, Result> results = new HashMap<>();
    private final Map<String, Map<String, Result>> ancestors = new HashMap<>();

    RunGraph(List<RunJob> jobs) {
        for (RunJob job : jobs) {
            byKey.computeIfAbsent(job.key(), _ -> new ArrayList<>()).add(job);
            byCaller.computeIfAbsent(job.caller(), _ -> new ArrayList<>()).add(job);
            if (job.kind() == JobKind.CALL) {
                calls.put(job.scope(), job);
            }
            if (job.stage() instanceof Stage.Finished(Result result)) {
                results.put(job.id(), result);
            }
        }
    }

    void finish(RunJob job, Result result) {
        results.put(job.id(), result);
    }

    boolean isFinished(RunJob job) {
        return results.containsKey(job.id());
    }

    Collection<Result> results() {
        return results.values();
    }

    /// All legs of each job.
    Collection<List<RunJob>> jobs() {
        return byKey.values();
    }

    List<RunJob> legs(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    /// The jobs that take the place of a call.
    List<RunJob> called(RunJob call) {
        return byCaller.getOrDefault(call.scope(), List.of());
    }

    /// Whether the call in whose place a job is lets its jobs begin.
    boolean isLetOn(RunJob job) {
        RunJob call = calls.get(job.caller());
        return call == null
                || call.stage() instanceof Stage.Open
                || call.stage() instanceof Stage.Stopping;
    }

    /// Of some jobs together; null while one of them is not finished.
    @Nullable Result together(List<RunJob> jobs) {
        List<Result> all = new ArrayList<>(jobs.size());
        for (RunJob job : jobs) {
            Result result = results.get(job.id());
            if (result == null) {
                return null;
            }
            all.add(result);
        }
        return Result.together(all);
    }

    @Nullable Result resultOf(RunJob job) {
        return results.get(job.id());
    }

    /// What a job depends on, by the keys of its own file; empty while its needs are not finished.
    Optional<Ancestors> ancestors(RunJob job) {
        Map<String, Result> direct = new TreeMap<>();
        for (String need : job.needs()) {
            List<RunJob> legs = legs(need);
            Result result = legs.isEmpty() ? null : together(legs);
            if (result == null) {
                return Optional.empty();
            }
            direct.put(RunJob.localKey(need), result);
        }
        return Optional.of(new Ancestors(direct, all(job)));
    }

    /// All ancestors are finished here, because a job starts only after what it needs.
    private Map<String, Result> all(RunJob job) {
        Map<String, Result> known = ancestors.get(job.key());
        if (known == null) {
            known = new TreeMap<>();
            for (String need : job.needs()) {
                List<RunJob> legs = legs(need);
                Result result = together(legs);
                if (!legs.isEmpty() && result != null) {
                    known.put(RunJob.localKey(need), result);
                    known.putAll(all(legs.getFirst()));
                }
            }
            ancestors.put(job.key(), known);
        }
        return known;
    }
}
