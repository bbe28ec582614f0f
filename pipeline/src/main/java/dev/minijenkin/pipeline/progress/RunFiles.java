package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunSource;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run was made from, each part read at most once and only when it is asked for. Used by one
/// thread, within one transaction.
final class RunFiles {
    private final Tx tx;
    private final Run run;
    private @Nullable RunSource source;
    private @Nullable Value event;

    RunFiles(Tx tx, Run run) {
        this.tx = tx;
        this.run = run;
    }

    private RunSource source() {
        RunSource known = source;
        if (known == null) {
            known = Runs.source(tx, run.id());
            source = known;
        }
        return known;
    }

    /// The same contexts with `github.event`, which is kept once a run and not once a job.
    Map<String, Value> withEvent(Map<String, Value> contexts) {
        if (!(contexts.get("github") instanceof ObjectValue github)) {
            return contexts;
        }
        Map<String, Value> fields = new LinkedHashMap<>(github.fields());
        fields.put("event", event());
        Map<String, Value> together = new LinkedHashMap<>(contexts);
        together.put("github", ObjectValue.ignoringCase(fields));
        return together;
    }

    private Value event() {
        Value known = event;
        if (known == null) {
            known = EventPayload.read(source().eventPayload());
            event = known;
        }
        return known;
    }
}
