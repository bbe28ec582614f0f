package dev.minijenkin.pipeline.command;

import dev.minijenkin.db.run.Job;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Which jobs are carried out again, where some are.
final class Dependents {
    private Dependents() {}

    /// The wanted jobs and all that need one of them, directly or not.
    static Set<Job> with(List<Job> jobs, Predicate<Job> wanted) {
        Set<Job> found = new LinkedHashSet<>();
        Set<String> keys = new HashSet<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Job job : jobs) {
                if ((wanted.test(job) || job.needs().stream().anyMatch(keys::contains))
                        && found.add(job)) {
                    keys.add(job.key());
                    grown = true;
                }
            }
        }
        return found;
    }
}
