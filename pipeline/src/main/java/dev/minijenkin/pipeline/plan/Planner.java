package dev.minijenkin.pipeline.plan;

import dev.minijenkin.pipeline.plan.JobConditions.Ancestors;
import dev.minijenkin.pipeline.plan.RunJob.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rule by which a run goes on. Pure, and the same whatever order the jobs come or finish in.
///
/// A job's turn comes when everything that it needs has finished; then its `if` decides, which by
/// default asks all its ancestors for success. A job that is skipped here is finished for those
/// after it in the same call.
public final class Planner {
    private final JobConditions conditions;
    private final Map<String, List<RunJob>> byKey = new TreeMap<>();
    private final Map<Long, Result> results = new TreeMap<>();
    private final List<Long> starting = new ArrayList<>();
    private final Map<Long, String> skipped = new LinkedHashMap<>();
    private final Map<Long, String> broken = new LinkedHashMap<>();
    private final Map<String, Map<String, Result>> ancestors = new TreeMap<>();

    private Planner(List<RunJob> jobs, JobConditions conditions) {
        this.conditions = conditions;
        for (RunJob job : jobs) {
            byKey.computeIfAbsent(job.key(), _ -> new ArrayList<>()).add(job);
            if (job.stage() instanceof Stage.Finished(Result result)) {
                results.put(job.id(), result);
            }
        }
    }

    /// Looks at all jobs of the current attempt of a run.
    public static Decisions next(List<RunJob> jobs, JobConditions conditions) {
        List<RunJob> sorted = jobs.stream().sorted(Comparator.comparingLong(RunJob::id)).toList();
        Planner planner = new Planner(sorted, conditions);
        List<RunJob> blocked =
                sorted.stream().filter(job -> job.stage() instanceof Stage.Blocked).toList();
        boolean moved = true;
        while (moved) {
            List<RunJob> stillBlocked = new ArrayList<>();
            for (RunJob job : blocked) {
                if (!planner.decide(job)) {
                    stillBlocked.add(job);
                }
            }
            moved = stillBlocked.size() < blocked.size();
            blocked = stillBlocked;
        }
        return new Decisions(
                planner.starting, planner.skipped, planner.broken, planner.end(sorted, blocked));
    }

    /// Decides about a blocked job; false where its needs are not finished.
    private boolean decide(RunJob job) {
        Map<String, Result> direct = new TreeMap<>();
        for (String need : job.needs()) {
            Result result = resultOf(need);
            if (result == null) {
                return false;
            }
            direct.put(need, result);
        }
        JobVerdict verdict = conditions.decide(job, new Ancestors(direct, all(job)));
        switch (verdict) {
            case JobVerdict.Runs() -> starting.add(job.id());
            case JobVerdict.Skipped(String message) -> {
                skipped.put(job.id(), message);
                results.put(job.id(), Result.SKIPPED);
            }
            case JobVerdict.Broken(String message) -> {
                broken.put(job.id(), message);
                results.put(job.id(), Result.FAILURE);
            }
        }
        return true;
    }

    /// Of all legs together; null while one is not finished.
    private @Nullable Result resultOf(String key) {
        List<Result> legs = new ArrayList<>();
        for (RunJob leg : byKey.getOrDefault(key, List.of())) {
            Result result = results.get(leg.id());
            if (result == null) {
                return null;
            }
            legs.add(result);
        }
        return Result.together(legs);
    }

    /// All ancestors are finished here, because a job starts only after what it needs.
    private Map<String, Result> all(RunJob job) {
        Map<String, Result> found = new TreeMap<>();
        for (String need : job.needs()) {
            Result result = resultOf(need);
            if (result != null) {
                found.put(need, result);
            }
            found.putAll(ancestorsOf(need));
        }
        return found;
    }

    private Map<String, Result> ancestorsOf(String key) {
        Map<String, Result> known = ancestors.get(key);
        if (known == null) {
            List<RunJob> legs = byKey.getOrDefault(key, List.of());
            known = legs.isEmpty() ? Map.of() : all(legs.getFirst());
            ancestors.put(key, known);
        }
        return known;
    }

    private @Nullable Result end(List<RunJob> jobs, List<RunJob> blocked) {
        boolean goesOn = !starting.isEmpty() || results.size() + blocked.size() < jobs.size();
        if (goesOn) {
            return null;
        }
        // What is still blocked now waits for something that will never be.
        blocked.forEach(job -> {
            skipped.put(job.id(), "Skipped because what it needs does not exist");
            results.put(job.id(), Result.SKIPPED);
        });
        return Result.together(results.values());
    }
}
