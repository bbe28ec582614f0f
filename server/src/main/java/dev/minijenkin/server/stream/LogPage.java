package dev.minijenkin.server.stream;

import java.util.List;

/// Some events of a log that follow a position.
///
/// @param end behind the last of them; the position itself where there are none
/// @param over whether nothing more comes; only where there are none
record LogPage(List<LogEvent> events, LogPosition end, boolean over) {
    LogPage {
        events = List.copyOf(events);
    }

    int size() {
        return events.stream().mapToInt(event -> event.data().length() + 100).sum();
    }
}
