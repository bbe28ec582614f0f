package dev.minijenkin.console.run.time;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.run.detail.JobTimes;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.run.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The jobs that made an attempt take as long as it did, the last first: the one that ended last,
/// of those that it needs the one that ended last, and so on. While jobs run it ends with the one
/// of them that started last: the others are ahead of it.
///
/// @param waited how long its jobs waited for a runner, together
/// @param ran how long its jobs ran, together
record CriticalPath(Set<JobId> jobs, Duration waited, Duration ran) {
    private static final Comparator<JobView> LAST =
            Comparator.comparing((JobView job) ->
                            Optional.ofNullable(job.times().finished()).orElse(Instant.MAX))
                    .thenComparing(job -> Objects.requireNonNull(job.times().started()))
                    .thenComparingLong(job -> job.id().value());

    boolean has(JobView job) {
        return jobs.contains(job.id());
    }

    /// Of an attempt.
    ///
    /// @param at what running jobs are measured by
    static CriticalPath of(List<JobView> all, Instant at) {
        List<JobView> carriedOut =
                all.stream().filter(job -> !job.kept() && job.times().started() != null).toList();
        Map<String, List<JobView>> byNeed = new HashMap<>();
        for (JobView job : carriedOut) {
            names(job.key())
                    .forEach(name ->
                            byNeed.computeIfAbsent(name, any -> new ArrayList<>()).add(job));
        }
        Set<JobId> path = new LinkedHashSet<>();
        Duration waited = Duration.ZERO;
        Duration ran = Duration.ZERO;
        Optional<JobView> next = carriedOut.stream().max(LAST);
        while (next.isPresent() && path.add(next.get().id())) {
            JobView job = next.get();
            waited = waited.plus(JobTimes.waited(job, at).orElse(Duration.ZERO));
            ran = ran.plus(JobTimes.ran(job, at).orElse(Duration.ZERO));
            next =
                    job.needs().stream()
                            .flatMap(need -> byNeed.getOrDefault(need, List.of()).stream())
                            .max(LAST);
        }
        return new CriticalPath(path, waited, ran);
    }

    /// `Critical path 5:27, waited 1:10`; empty where nothing ran.
    String words() {
        return jobs.isEmpty()
                ? ""
                : "Critical path "
                        + Durations.clock(waited.plus(ran))
                        + ", waited "
                        + Durations.clock(waited);
    }

    /// What a job is needed by: its key, and those of the calls and legs that it is in.
    private static Set<String> names(String key) {
        Set<String> names = new HashSet<>(Set.of(key));
        for (int at = 1; at < key.length(); at++) {
            if (key.charAt(at) == '/' || key.charAt(at) == '.') {
                names.add(key.substring(0, at));
            }
        }
        return names;
    }
}
