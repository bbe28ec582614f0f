package dev.minijenkin.engine.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobPosition;
import dev.minijenkin.db.run.job.LegRules;
import dev.minijenkin.db.run.start.NewDefinition;
import dev.minijenkin.db.run.start.NewJob;
import dev.minijenkin.db.run.start.NewJobs;
import dev.minijenkin.db.settings.Settings;
import dev.minijenkin.workflow.plan.PlannedJob;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import dev.minijenkin.workflow.plan.definition.JobGuard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Planned jobs as rows. Used by one thread, within one transaction.
public final class JobRows {
    private final int claims;
    private final Map<List<String>, Integer> labelSets;

    private JobRows(int claims, Map<List<String>, Integer> labelSets) {
        this.claims = claims;
        this.labelSets = labelSets;
    }

    /// For some jobs, of any number of runs.
    ///
    /// @param onGuests whether these runs are for guest runners
    public static JobRows of(Tx tx, Collection<PlannedJob> jobs, boolean onGuests) {
        Set<List<String>> sets = new HashSet<>();
        jobs.stream()
                .filter(job -> !job.labels().isEmpty())
                .forEach(job -> sets.add(LabelSets.normal(job.labels())));
        return new JobRows(
                Settings.read(tx).maxClaimsPerJob(), LabelSets.intern(tx, sets, onGuests));
    }

    /// Inserts the jobs of a file.
    ///
    /// @return their ids, in the same order
    public static List<JobId> insert(Tx tx, Run run, List<PlannedJob> jobs, CallerScope caller) {
        return NewJobs.insert(tx, run, of(tx, jobs, run.onGuests()).rows(run, jobs, caller));
    }

    /// Puts the legs of a job in the place of a job that was not planned yet.
    public static void replace(
            Tx tx, Run run, Job deferred, List<PlannedJob> legs, CallerScope caller) {
        JobRows rows = of(tx, legs, run.onGuests());
        List<Integer> whole = deferred.position().place();
        List<Integer> place = whole.subList(0, whole.size() - 1);
        NewJobs.replace(
                tx,
                run,
                deferred.id(),
                legs.stream().map(leg -> rows.row(run, caller, leg, place, true)).toList());
    }

    /// The jobs of a file.
    public List<NewJob> rows(Run run, List<PlannedJob> jobs, CallerScope caller) {
        Map<String, Integer> numbers = new HashMap<>();
        List<NewJob> rows = new ArrayList<>();
        for (PlannedJob job : jobs) {
            numbers.putIfAbsent(job.key(), numbers.size());
            List<Integer> place = new ArrayList<>(caller.place());
            place.add(numbers.getOrDefault(job.key(), 0));
            boolean late = form(job) == JobForm.DEFERRED;
            rows.add(row(run, caller, job, place, late));
        }
        return rows;
    }

    /// @param place of the job, without that of the leg
    private NewJob row(
            Run run, CallerScope caller, PlannedJob job, List<Integer> place, boolean late) {
        List<Integer> whole = new ArrayList<>(place);
        whole.add(job.leg().index());
        String name = caller.name(job.name());
        JobDefinition definition = job.definition().ofCall(name, caller.secrets());
        return new NewJob(
                new JobPosition(caller.key(job.key()), job.leg().id(), job.leg().index(), whole),
                name,
                job.needs().stream().map(caller::key).toList(),
                form(job),
                late,
                new LegRules(
                        job.leg().strategy().failFast(),
                        job.leg().strategy().maxParallel(),
                        definition.continueOnError()),
                labelSet(job),
                run.priority(),
                definition.timeoutMinutes(),
                !definition.guard().equals(JobGuard.NONE),
                claims,
                new NewDefinition(
                        JobDefinitions.template(definition),
                        JobDefinitions.own(definition),
                        JobDefinitions.ownContexts(definition, run.attempt())));
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
