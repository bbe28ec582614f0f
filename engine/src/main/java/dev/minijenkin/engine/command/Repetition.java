package dev.minijenkin.engine.command;

import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What becomes of each job of an attempt in the next one, where some are carried out again: all
/// that need one of them, directly or not, are too.
///
/// @param kept whose results count again
/// @param repeated that are carried out again as they are; of a call that began, only itself: its
///   jobs are planned anew
/// @param reopened calls of which only some jobs are carried out again
/// @param deferred one for each job that was planned late and whose needs are carried out again: it
///   is planned anew, and may have other legs then
record Repetition(List<Job> kept, List<Job> repeated, List<Job> reopened, List<Job> deferred) {
    static Repetition of(List<Job> jobs, Predicate<Job> wanted) {
        return new Search(jobs, wanted).search();
    }

    boolean isEmpty() {
        return repeated.isEmpty() && deferred.isEmpty();
    }

    private static final class Search {
        private final List<Job> jobs;
        private final Predicate<Job> wanted;
        private final Map<String, Job> byScope = new HashMap<>();
        private final Set<Job> again = new HashSet<>();
        private final Set<String> keys = new HashSet<>();

        Search(List<Job> jobs, Predicate<Job> wanted) {
            this.jobs = jobs;
            this.wanted = wanted;
            jobs.forEach(job -> byScope.put(job.position().scope(), job));
        }

        Repetition search() {
            boolean grown = true;
            while (grown) {
                grown = false;
                for (Job job : jobs) {
                    if (isAgain(job) && again.add(job)) {
                        keys.add(job.key());
                        grown = true;
                    }
                }
            }
            return sorted();
        }

        private boolean isAgain(Job job) {
            return wanted.test(job) || needsAgain(job) || hasCalledAgain(job);
        }

        private boolean needsAgain(Job job) {
            return job.needs().stream().anyMatch(keys::contains);
        }

        private boolean hasCalledAgain(Job job) {
            return job.form() == JobForm.CALL
                    && again.stream()
                            .anyMatch(other ->
                                    other.position().caller().equals(job.position().scope()));
        }

        private Repetition sorted() {
            Repetition sorted =
                    new Repetition(
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>());
            Set<String> deferredKeys = new HashSet<>();
            for (Job job : jobs) {
                if (isBelowOneThatIsPlannedAnew(job)) {
                    continue;
                }
                if (isDeferredAgain(job)) {
                    if (deferredKeys.add(job.key())) {
                        sorted.deferred().add(job);
                    }
                } else if (!again.contains(job)) {
                    sorted.kept().add(job);
                } else if (isReopened(job)) {
                    sorted.reopened().add(job);
                } else {
                    sorted.repeated().add(job);
                }
            }
            return sorted;
        }

        private boolean isDeferredAgain(Job job) {
            return job.plan().late() && needsAgain(job);
        }

        private boolean isReopened(Job job) {
            return hasCalledAgain(job) && !wanted.test(job) && !needsAgain(job);
        }

        private boolean isBelowOneThatIsPlannedAnew(Job job) {
            Job caller = byScope.get(job.position().caller());
            return caller != null
                    && (isBelowOneThatIsPlannedAnew(caller)
                            || isDeferredAgain(caller)
                            || (again.contains(caller) && !isReopened(caller)));
        }
    }
}
