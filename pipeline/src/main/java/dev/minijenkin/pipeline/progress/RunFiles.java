package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunSource;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
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

    /// The same contexts with `github.event`, which is kept once a run and not once a job, where
    /// the text needs it.
    Map<String, Value> withEvent(String text, Map<String, Value> contexts) {
        if (!mayNeedEvent(text) || !(contexts.get("github") instanceof ObjectValue github)) {
            return contexts;
        }
        Map<String, Value> fields = new LinkedHashMap<>(github.fields());
        fields.put("event", event());
        Map<String, Value> together = new LinkedHashMap<>(contexts);
        together.put("github", ObjectValue.ignoringCase(fields));
        return together;
    }

    /// The payload of the event may be megabytes, and few texts look at it: those that name it, or
    /// take `github` as a whole or by a computed name.
    private static boolean mayNeedEvent(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return folded.contains("event") || folded.contains("github[") || folded.contains("tojson");
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
