package dev.minijenkin.server.delivery;

import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.server.git.RepositoryUnreachableException;
import java.util.List;
import java.util.Optional;

/// How an attempt to carry deliveries of one repository out ended, as far as the next ones are
/// concerned.
///
/// @param answered whether the repository answered
/// @param away why the repository did not
/// @param left deliveries that were not tried for it
record Attempt(
        boolean answered, Optional<RepositoryUnreachableException> away, List<Delivery> left) {
    static Attempt ended(boolean answered) {
        return new Attempt(answered, Optional.empty(), List.of());
    }

    static Attempt away(RepositoryUnreachableException why, List<Delivery> left) {
        return new Attempt(false, Optional.of(why), left);
    }
}
