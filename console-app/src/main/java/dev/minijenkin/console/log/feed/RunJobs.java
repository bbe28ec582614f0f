package dev.minijenkin.console.log.feed;

import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.view.run.JobView;
import java.util.ArrayList;
import java.util.List;

/// The jobs of a run whose lines are shown together, each with an index that it keeps. Changed on
/// the FX thread; what is followed may be read on any.
public final class RunJobs {
    private final List<JobView> jobs = new ArrayList<>();
    private volatile List<RunLines.Followed> followed = List.of();

    /// Takes in which jobs have begun, and which have ended.
    public void update(RunDetail detail) {
        for (JobView job : detail.jobs()) {
            int known = indexOf(job.id());
            if (known >= 0) {
                jobs.set(known, job);
            } else if (job.times().started() != null) {
                jobs.add(job);
            }
        }
        followed =
                jobs.stream()
                        .map(job ->
                                new RunLines.Followed(
                                        job.log().job(), job.status().state() == JobState.FINISHED))
                        .toList();
    }

    public List<RunLines.Followed> followed() {
        return followed;
    }

    public JobView job(int index) {
        return jobs.get(index);
    }

    public List<String> names() {
        return jobs.stream().map(JobView::name).toList();
    }

    private int indexOf(JobId id) {
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
