package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `github.event` of a run, which is kept once a run and read only where a text looks at it: the
/// payload may be megabytes. Used by one thread, within one transaction.
final class EventContext {
    private final Tx tx;
    private final RunId run;
    private @Nullable Value event;

    EventContext(Tx tx, RunId run) {
        this.tx = tx;
        this.run = run;
    }

    /// The contexts with the event, where the text may need it.
    Map<String, Value> with(String text, Map<String, Value> contexts) {
        if (!mayNeedEvent(text) || !(contexts.get("github") instanceof ObjectValue github)) {
            return contexts;
        }
        Map<String, Value> fields = new LinkedHashMap<>(github.fields());
        fields.put("event", event());
        Map<String, Value> together = new LinkedHashMap<>(contexts);
        together.put("github", ObjectValue.ignoringCase(fields));
        return together;
    }

    /// Also where `github` is taken as a whole or by a computed name.
    private static boolean mayNeedEvent(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return folded.contains("event") || folded.contains("github[") || folded.contains("tojson");
    }

    private Value event() {
        Value known = event;
        if (known == null) {
            known = EventPayload.read(Runs.source(tx, run).eventPayload());
            event = known;
        }
        return known;
    }
}
