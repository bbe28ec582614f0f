package dev.minijenkin.engine.advance;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.group.GroupName;
import java.util.LinkedHashSet;
import java.util.Set;

/// The groups and environments that a transaction lets jobs enter or leave: who is next there is
/// decided right after its commit ([RunProgress#handOver]). Used by one thread.
final class PendingHandovers {
    private final Set<GroupName> groups = new LinkedHashSet<>();
    private final Set<EnvironmentId> environments = new LinkedHashSet<>();

    void add(GroupName group) {
        groups.add(group);
    }

    void add(EnvironmentId environment) {
        environments.add(environment);
    }

    Set<GroupName> groups() {
        return groups;
    }

    Set<EnvironmentId> environments() {
        return environments;
    }
}
