package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.db.run.NewJob;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.settings.Settings;
import dev.minijenkin.pipeline.plan.JobDefinitions;
import dev.minijenkin.pipeline.plan.PlannedJob;
import dev.minijenkin.pipeline.workflow.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The planned jobs of a new run, as rows.
final class JobRows {
    private JobRows() {}

    static void insert(Tx tx, Run run, List<PlannedJob> jobs) {
        int claims = Settings.read(tx).maxClaimsPerJob();
        Map<List<String>, Integer> labelSets = new HashMap<>();
        for (PlannedJob job : jobs) {
            int labels =
                    labelSets.computeIfAbsent(
                            LabelSets.normal(job.labels()), set -> LabelSets.intern(tx, set));
            Jobs.insert(
                    tx,
                    run,
                    new NewJob(
                            job.key(),
                            job.leg().index(),
                            job.name(),
                            job.needs(),
                            OptionalInt.of(labels),
                            run.priority(),
                            job.definition().timeoutMinutes(),
                            present(job.definition().guard().environment().name()),
                            present(job.definition().guard().concurrency().group()),
                            claims,
                            JobDefinitions.encode(job.definition()),
                            null));
        }
    }

    private static @Nullable String present(Text text) {
        return text.isEmpty() ? null : text.value();
    }
}
