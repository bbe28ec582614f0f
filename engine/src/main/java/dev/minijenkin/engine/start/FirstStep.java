package dev.minijenkin.engine.start;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.start.NewJob;
import dev.minijenkin.engine.run.OpenRun;
import dev.minijenkin.engine.run.PlannerJobs;
import dev.minijenkin.engine.run.StoredConditions;
import dev.minijenkin.workflow.next.Decisions;
import dev.minijenkin.workflow.next.NextJobs;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the planner says of a run before it is stored, so that jobs which may begin at once are
/// stored so. All else is for [dev.minijenkin.engine.advance.RunProgress] when it is stored.
///
/// @param queued places of jobs whose turn has come, that enter nothing before and need no other:
///   what comes of others, of those too that are skipped at once, is written down beside them
/// @param leavesMore whether there is more to do
record FirstStep(Set<Integer> queued, boolean leavesMore) {
    private static final FirstStep NOTHING_YET = new FirstStep(Set.of(), true);

    /// @param held whether somebody has to approve of the run before
    static FirstStep of(Tx tx, Run run, List<NewJob> rows, RunPlan plan, boolean held) {
        if (held || plan.group() != null) {
            return NOTHING_YET;
        }
        List<Job> jobs = new ArrayList<>();
        Map<JobId, JobDefinition> definitions = new HashMap<>();
        for (int place = 0; place < rows.size(); place++) {
            Job job = job(new JobId(place), run.attempt(), rows.get(place));
            jobs.add(job);
            definitions.put(job.id(), plan.jobs().get(place).definition());
        }
        OpenRun open = OpenRun.planned(tx, run, jobs, definitions, plan.payload());
        return of(
                NextJobs.next(
                        jobs.stream().map(PlannerJobs::of).toList(), new StoredConditions(open)),
                rows);
    }

    private static FirstStep of(Decisions decisions, List<NewJob> rows) {
        Set<Integer> queued = new HashSet<>();
        decisions.starting().stream()
                .map(Math::toIntExact)
                .filter(place -> !rows.get(place).guarded() && rows.get(place).needs().isEmpty())
                .forEach(queued::add);
        return new FirstStep(
                queued, queued.size() < decisions.starting().size() || !decisions.areOnlyStarts());
    }

    private static Job job(JobId id, int attempt, NewJob row) {
        return new Job(
                id,
                attempt,
                row.position(),
                row.name(),
                new Job.Plan(row.form(), row.needs(), row.rules(), row.late(), row.guarded()),
                null,
                new Job.Status(JobState.BLOCKED, null, null, false),
                false,
                "{}");
    }
}
