package dev.minijenkin.db.view.runner;

import java.util.List;

/// All runners that have not left, as one reading brought them.
///
/// @param runners by name
/// @param queue what waits for them
public record RunnersNow(List<RunnerView> runners, List<AskedSet> queue) {
    /// Jobs in the queue that ask for the same labels.
    public record AskedSet(List<String> labels, long jobs) {
        public boolean isServedBy(RunnerView runner) {
            return runner.labels().containsAll(labels);
        }
    }

    /// How many jobs in the queue only these could take, of all that take jobs or will be back.
    ///
    /// @param of runners that are asked about: as if the others were all there is
    public long needing(List<RunnerView> of) {
        List<RunnerView> others =
                runners.stream()
                        .filter(runner -> !of.contains(runner) && runner.takesJobs())
                        .toList();
        return queue.stream()
                .filter(set -> of.stream().anyMatch(set::isServedBy))
                .filter(set -> others.stream().noneMatch(set::isServedBy))
                .mapToLong(AskedSet::jobs)
                .sum();
    }
}
