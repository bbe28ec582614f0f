package dev.minijenkin.server.stream;

import dev.minijenkin.db.JobId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The pages that were read last, of all jobs: who follows a log right behind another finds them
/// here. Thread-safe.
final class LogPages {
    private final long most;
    // Guarded by this; the one that was asked for longest ago is forgotten first.
    private final Map<Key, LogPage> pages = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    private record Key(JobId job, LogPosition after) {}

    /// @param most characters that are kept
    LogPages(long most) {
        this.most = most;
    }

    synchronized Optional<LogPage> find(JobId job, LogPosition after) {
        return Optional.ofNullable(pages.get(new Key(job, after)));
    }

    synchronized void put(JobId job, LogPosition after, LogPage page) {
        LogPage replaced = pages.put(new Key(job, after), page);
        size += page.size() - (replaced == null ? 0 : replaced.size());
        Iterator<LogPage> oldest = pages.values().iterator();
        while (size > most && oldest.hasNext()) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }
}
