package dev.minijenkin.server;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.db.run.NewRun;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.server.delivery.Occasion;
import dev.minijenkin.server.delivery.RunPlanner;
import dev.minijenkin.server.git.WorkflowFile;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// Starts a run of one job for each file, whatever stands in it.
@NullMarked
final class OneJobPlanner implements RunPlanner {
    @Override
    public List<PlannedRun> plan(Occasion occasion, List<WorkflowFile> files) {
        return files.stream().map(file -> run(occasion, file)).toList();
    }

    private static PlannedRun run(Occasion occasion, WorkflowFile file) {
        return tx -> {
            PipelineId pipeline =
                    Pipelines.ensure(tx, occasion.repository().id(), file.path(), file.path());
            Runs.insert(
                            tx,
                            new NewRun(
                                    pipeline,
                                    occasion.repository().id(),
                                    occasion.commit().title(),
                                    occasion.event(),
                                    occasion.ref(),
                                    occasion.commit().sha(),
                                    occasion.commit().title(),
                                    occasion.commit().author(),
                                    occasion.actor(),
                                    NewRun.USUAL_PRIORITY,
                                    occasion.delivery(),
                                    file.content(),
                                    occasion.payload(),
                                    occasion.inputs()))
                    .ifPresent(id -> {
                        int labels = LabelSets.intern(tx, List.of("linux"));
                        JobId job =
                                Jobs.insert(
                                        tx,
                                        Runs.find(tx, id).orElseThrow(),
                                        SampleData.job("build", labels));
                        Queue.enqueue(tx, List.of(job));
                    });
        };
    }
}
