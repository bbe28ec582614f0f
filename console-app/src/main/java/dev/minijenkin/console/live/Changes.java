package dev.minijenkin.console.live;

import dev.minijenkin.db.notify.Topic;
import java.util.Map;
import java.util.Set;

/// What changed since the last drain.
///
/// @param everything after a lost connection: read all anew
public record Changes(boolean everything, Map<Topic, Set<Long>> ids) {
    public boolean touches(Topic topic) {
        return everything || ids.containsKey(topic);
    }

    public boolean touches(Topic topic, long id) {
        return everything || ids(topic).contains(id);
    }

    public Set<Long> ids(Topic topic) {
        return ids.getOrDefault(topic, Set.of());
    }
}
