package dev.minijenkin.console.manage.model;

import dev.minijenkin.db.limit.ClaimLimit;
import org.jspecify.annotations.Nullable;

/// What has a limit: a repository, or a label.
///
/// @param repository name; null: it is a label
/// @param label null: it is a repository
public record LimitedThing(@Nullable String repository, @Nullable String label) {
    /// @throws IllegalArgumentException with a sentence for a person
    public LimitedThing {
        if (repository == null && (label == null || label.isBlank())) {
            throw new IllegalArgumentException(
                    "What is limited? Choose a repository, or write a label");
        }
        if (repository != null && label != null) {
            throw new IllegalArgumentException(
                    "A limit is one of a repository or of a label: leave one of them out");
        }
    }

    public static LimitedThing of(ClaimLimit limit) {
        return new LimitedThing(limit.repository(), limit.label());
    }

    /// `the label gpu`, `shop/web`.
    public String words() {
        return repository == null ? "the label " + label : repository;
    }
}
