package dev.minijenkin.instance.run;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.instance.InstanceException;
import java.util.List;
import java.util.function.Predicate;

/// Which job of a run somebody means.
final class PastJobChoice {
    private PastJobChoice() {}

    /// Of several that the name fits, the one that failed.
    ///
    /// @param jobs of the run
    static JobView of(List<JobView> jobs, PastJobName name) {
        List<JobView> named = jobs.stream().filter(fits(name.job())).toList();
        List<JobView> begun = named.stream().filter(job -> job.times().started() != null).toList();
        if (begun.size() == 1) {
            return begun.getFirst();
        }
        List<JobView> failed = begun.stream().filter(PastJobChoice::failed).toList();
        if (failed.size() == 1) {
            return failed.getFirst();
        }
        if (named.isEmpty()) {
            throw new InstanceException(
                    "Run %s has no job \"%s\"; it has %s"
                            .formatted(name.run(), name.job(), listed(jobs)));
        }
        if (begun.isEmpty()) {
            throw new InstanceException(
                    "Of run %s no runner has carried out %s, so that there is nothing to do again"
                            .formatted(name.run(), listed(named)));
        }
        throw new InstanceException(
                "Which job of run %s? Give %s/JOB; %s"
                        .formatted(
                                name.run(),
                                name.run(),
                                failed.isEmpty()
                                        ? "there are " + listed(begun)
                                        : "failed have " + listed(failed)));
    }

    private static Predicate<JobView> fits(String wanted) {
        return job ->
                wanted.isEmpty()
                        || job.name().equals(wanted)
                        || job.key().equals(wanted)
                        || wanted.equals(Long.toString(job.id().value()));
    }

    private static boolean failed(JobView job) {
        Conclusion how = job.status().conclusion();
        return how == Conclusion.FAILURE || how == Conclusion.TIMED_OUT;
    }

    private static String listed(List<JobView> jobs) {
        return String.join(", ", jobs.stream().map(PastJobChoice::told).toList());
    }

    private static String told(JobView job) {
        Conclusion how = job.status().conclusion();
        return "\"%s\" (%s)"
                .formatted(job.name(), EnumWords.of(how == null ? job.status().state() : how));
    }
}
