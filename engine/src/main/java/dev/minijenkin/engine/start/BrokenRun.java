package dev.minijenkin.engine.start;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.engine.run.WorkflowSource;
import java.util.List;
import java.util.Optional;

/// A run that failed before it began.
///
/// @param annotations why
record BrokenRun(TriggerEvent trigger, WorkflowSource source, List<Annotation> annotations)
        implements StartableRun {
    @Override
    public String path() {
        return source.path();
    }

    @Override
    public Optional<RunId> insert(Tx tx) {
        return RunRow.insert(
                        tx,
                        trigger,
                        source,
                        Pipelines.ensure(tx, trigger.repository().id(), source.path()),
                        "{}")
                .map(run -> {
                    RunRow.refuse(tx, run, annotations);
                    return run.id();
                });
    }
}
