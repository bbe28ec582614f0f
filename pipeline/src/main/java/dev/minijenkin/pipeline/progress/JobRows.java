package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.JobForm;
import dev.minijenkin.db.run.JobPosition;
import dev.minijenkin.db.run.LegRules;
import dev.minijenkin.db.run.NewJob;
import dev.minijenkin.db.run.NewJobs;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.settings.Settings;
import dev.minijenkin.pipeline.plan.JobDefinitions;
import dev.minijenkin.pipeline.plan.PlannedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Planned jobs as rows.
final class JobRows {
    private final Run run;
    private final int claims;
    private final Map<List<String>, Integer> labelSets;

    private JobRows(Tx tx, Run run, List<PlannedJob> jobs) {
        this.run = run;
        claims = Settings.read(tx).maxClaimsPerJob();
        Set<List<String>> sets = new HashSet<>();
        jobs.stream()
                .filter(job -> !job.labels().isEmpty())
                .forEach(job -> sets.add(LabelSets.normal(job.labels())));
        labelSets = new HashMap<>(LabelSets.intern(tx, sets));
    }

    /// Inserts the jobs of a file.
    static void insert(Tx tx, Run run, List<PlannedJob> jobs) {
        JobRows rows = new JobRows(tx, run, jobs);
        Map<String, Integer> numbers = new HashMap<>();
        List<NewJob> planned = new ArrayList<>();
        for (PlannedJob job : jobs) {
            numbers.putIfAbsent(job.key(), numbers.size());
            int number = numbers.getOrDefault(job.key(), 0);
            planned.add(rows.row(job, List.of(number, job.leg().index())));
        }
        NewJobs.insert(tx, run, planned);
    }

    private NewJob row(PlannedJob job, List<Integer> place) {
        return new NewJob(
                new JobPosition(job.key(), job.leg().id(), job.leg().index(), place),
                job.name(),
                job.needs(),
                form(job),
                job.form() == dev.minijenkin.pipeline.plan.JobForm.DEFERRED,
                new LegRules(
                        job.leg().strategy().failFast(),
                        job.leg().strategy().maxParallel(),
                        job.definition().continueOnError()),
                labelSet(job),
                run.priority(),
                job.definition().timeoutMinutes(),
                null,
                claims,
                JobDefinitions.encode(job.definition()));
    }

    private OptionalInt labelSet(PlannedJob job) {
        Integer set = labelSets.get(LabelSets.normal(job.labels()));
        return set == null ? OptionalInt.empty() : OptionalInt.of(set);
    }

    private static JobForm form(PlannedJob job) {
        return switch (job.form()) {
            case STEPS -> JobForm.STEPS;
            case CALL -> JobForm.CALL;
            case DEFERRED -> JobForm.DEFERRED;
        };
    }
}
