package dev.minijenkin.console.trigger;

import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.memory.TriggerAnswers;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.Optional;

/// What a person started last, and with what, for the next time. FX thread only.
final class TriggerMemory {
    private static final int MOST = 50;

    private final Memory memory;

    TriggerMemory(Memory memory) {
        this.memory = memory;
    }

    void keep(PipelineView pipeline, TriggerAnswers given) {
        memory.change(known -> known.withAnswers(name(pipeline), given, MOST));
    }

    boolean isLast(PipelineView pipeline) {
        return memory.now().lastPipeline().equals(name(pipeline));
    }

    Optional<TriggerAnswers> answers(PipelineView pipeline) {
        return Optional.ofNullable(memory.now().answers().get(name(pipeline)));
    }

    /// By names: ids are those of one database.
    private static String name(PipelineView pipeline) {
        return pipeline.repositoryName() + "/" + pipeline.path();
    }
}
