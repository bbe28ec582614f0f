package dev.minijenkin.db.hook;

import dev.minijenkin.db.RepositoryId;
import java.util.Set;

/// Of whom no further delivery is to be taken for the moment.
///
/// @param hosts names as [Delivery#host] gives them
public record Enough(Set<RepositoryId> repositories, Set<String> hosts) {
    public static final Enough OF_NOBODY = new Enough(Set.of(), Set.of());

    public Enough {
        repositories = Set.copyOf(repositories);
        hosts = Set.copyOf(hosts);
    }
}
