package dev.minijenkin.engine.run;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.JobForm;
import dev.minijenkin.db.run.JobPosition;
import dev.minijenkin.db.run.LegRules;
import dev.minijenkin.db.run.NewJob;
import dev.minijenkin.db.run.NewJobs;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.settings.Settings;
import dev.minijenkin.workflow.plan.JobDefinitions;
import dev.minijenkin.workflow.plan.JobGuard;
import dev.minijenkin.workflow.plan.PlannedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Planned jobs as rows.
public final class JobRows {
    private final Run run;
    private final CallerScope caller;
    private final int claims;
    private final Map<List<String>, Integer> labelSets;

    private JobRows(Tx tx, Run run, List<PlannedJob> jobs, CallerScope caller) {
        this.run = run;
        this.caller = caller;
        claims = Settings.read(tx).maxClaimsPerJob();
        Set<List<String>> sets = new HashSet<>();
        jobs.stream()
                .filter(job -> !job.labels().isEmpty())
                .forEach(job -> sets.add(LabelSets.normal(job.labels())));
        labelSets = new HashMap<>(LabelSets.intern(tx, sets));
    }

    /// Inserts the jobs of a file.
    public static void insert(Tx tx, Run run, List<PlannedJob> jobs, CallerScope caller) {
        JobRows rows = new JobRows(tx, run, jobs, caller);
        Map<String, Integer> numbers = new HashMap<>();
        List<NewJob> planned = new ArrayList<>();
        for (PlannedJob job : jobs) {
            numbers.putIfAbsent(job.key(), numbers.size());
            List<Integer> place = new ArrayList<>(caller.place());
            place.add(numbers.getOrDefault(job.key(), 0));
            boolean late = form(job) == JobForm.DEFERRED;
            planned.add(rows.row(job, place, late));
        }
        NewJobs.insert(tx, run, planned);
    }

    /// Puts the legs of a job in the place of a job that was not planned yet.
    public static void replace(
            Tx tx, Run run, Job deferred, List<PlannedJob> legs, CallerScope caller) {
        JobRows rows = new JobRows(tx, run, legs, caller);
        List<Integer> whole = deferred.position().place();
        List<Integer> place = whole.subList(0, whole.size() - 1);
        NewJobs.replace(
                tx,
                run,
                deferred.id(),
                legs.stream().map(leg -> rows.row(leg, place, true)).toList());
    }

    /// @param place of the job, without that of the leg
    private NewJob row(PlannedJob job, List<Integer> place, boolean late) {
        List<Integer> whole = new ArrayList<>(place);
        whole.add(job.leg().index());
        String name = caller.name(job.name());
        return new NewJob(
                new JobPosition(caller.key(job.key()), job.leg().id(), job.leg().index(), whole),
                name,
                job.needs().stream().map(caller::key).toList(),
                form(job),
                late,
                new LegRules(
                        job.leg().strategy().failFast(),
                        job.leg().strategy().maxParallel(),
                        job.definition().continueOnError()),
                labelSet(job),
                run.priority(),
                job.definition().timeoutMinutes(),
                !job.definition().guard().equals(JobGuard.NONE),
                claims,
                JobDefinitions.encode(job.definition().ofCall(name, caller.secrets())));
    }

    private OptionalInt labelSet(PlannedJob job) {
        Integer set = labelSets.get(LabelSets.normal(job.labels()));
        return set == null ? OptionalInt.empty() : OptionalInt.of(set);
    }

    private static JobForm form(PlannedJob job) {
        return switch (job.kind()) {
            case STEPS -> JobForm.STEPS;
            case CALL -> JobForm.CALL;
            case DEFERRED -> JobForm.DEFERRED;
        };
    }
}
