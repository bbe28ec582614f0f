package dev.minijenkin.db.notify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/// The text of one NOTIFY: ids of one topic, separated by commas.
///
/// PostgreSQL takes payloads below 8,000 bytes; an id has at most 19 digits.
record Payload(Topic topic, String text) {
    private static final int IDS_PER_PAYLOAD = 390;

    static List<Payload> of(Set<Hint> hints) {
        Map<Topic, List<Long>> ids = new EnumMap<>(Topic.class);
        for (Hint hint : hints) {
            ids.computeIfAbsent(hint.topic(), topic -> new ArrayList<>()).add(hint.id());
        }
        List<Payload> payloads = new ArrayList<>();
        ids.forEach((topic, all) -> {
            for (int from = 0; from < all.size(); from += IDS_PER_PAYLOAD) {
                int to = Math.min(all.size(), from + IDS_PER_PAYLOAD);
                payloads.add(new Payload(topic, join(all.subList(from, to))));
            }
        });
        return payloads;
    }

    /// Ids that are no numbers are passed over: anybody may NOTIFY.
    Set<Long> ids() {
        Set<Long> ids = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            if (part.matches("[0-9]{1,18}")) {
                ids.add(Long.valueOf(part));
            }
        }
        return ids;
    }

    private static String join(List<Long> ids) {
        StringJoiner joiner = new StringJoiner(",");
        ids.forEach(id -> joiner.add(Long.toString(id)));
        return joiner.toString();
    }
}
