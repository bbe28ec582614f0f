package dev.minijenkin.server.scale;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.view.scale.FreeSlots;
import dev.minijenkin.db.view.scale.LabelDemand;
import dev.minijenkin.db.view.scale.QueueDemand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What a scale hook is told: the state of the queue, and not what became of it, so that a message
/// that got lost is made up for by the next.
///
/// @param id one for each call
/// @param rows each set of labels of which a job waits or runs
/// @param free what runners could take
/// @param online names of the runners that are online: others that a receiver has started are still
///   to come, or have left
record ScaleMessage(
        UUID id, Instant at, List<Row> rows, List<FreeSlots> free, List<String> online) {
    static final String EVENT = "scale";

    private static final JsonMapper JSON = new JsonMapper();

    /// One set of labels.
    ///
    /// @param needed jobs that could begin, and that nothing which is free takes
    record Row(LabelDemand demand, long needed) {}

    /// What tells whether there is anything new to tell.
    ///
    /// @param counts `linux,x64 waiting running limited needed`
    record Content(List<String> counts) {}

    static ScaleMessage of(UUID id, QueueDemand queue) {
        long[] missing = Shortfall.of(queue);
        List<Row> rows = new ArrayList<>();
        for (int set = 0; set < missing.length; set++) {
            rows.add(new Row(queue.demand().get(set), missing[set]));
        }
        return new ScaleMessage(id, queue.at(), rows, queue.free(), queue.online());
    }

    Content content() {
        return new Content(
                rows.stream()
                        .map(row ->
                                "%s %d %d %d %d"
                                        .formatted(
                                                String.join(",", row.demand().labels()),
                                                row.demand().waiting(),
                                                row.demand().running(),
                                                row.demand().limited(),
                                                row.needed()))
                        .toList());
    }

    long needed() {
        return rows.stream().mapToLong(Row::needed).sum();
    }

    /// One line.
    String json() {
        ObjectNode body = JSON.createObjectNode();
        body.put("id", id.toString());
        body.put("event", EVENT);
        body.put("at", at.toString());
        body.put("needed", needed());
        ArrayNode sets = body.putArray("label_sets");
        for (Row row : rows) {
            ObjectNode set = sets.addObject();
            labels(set, row.demand().labels());
            set.put("needed", row.needed());
            set.put("waiting", row.demand().waiting());
            set.put("limited", row.demand().limited());
            set.put("running", row.demand().running());
            Instant oldest = row.demand().oldest();
            set.put(
                    "oldest_wait_seconds",
                    oldest == null ? 0 : Math.max(0, Duration.between(oldest, at).toSeconds()));
        }
        ArrayNode slots = body.putArray("free");
        for (FreeSlots each : free) {
            ObjectNode entry = slots.addObject();
            labels(entry, each.labels());
            entry.put("slots", each.count());
        }
        ArrayNode runners = body.putArray("runners");
        online.forEach(runners::add);
        return body.toString();
    }

    private static void labels(ObjectNode to, List<String> labels) {
        ArrayNode array = to.putArray("labels");
        labels.forEach(array::add);
    }
}
