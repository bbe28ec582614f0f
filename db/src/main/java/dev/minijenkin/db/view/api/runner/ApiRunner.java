package dev.minijenkin.db.view.api.runner;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Meaning("A runner that has not left")
public record ApiRunner(
        long id,
        String name,
        List<String> labels,
        @Meaning("Jobs at a time") int capacity,
        @Meaning("Jobs that it has now") long busy,
        @Meaning("Whether its newest heartbeat is younger than the lease") boolean online,
        @Meaning("Whether it was asked to take no more jobs") boolean draining,
        String host,
        String os,
        String architecture,
        String version,
        @Nullable Instant heartbeatAt) {}
