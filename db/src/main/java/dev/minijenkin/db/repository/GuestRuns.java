package dev.minijenkin.db.repository;

/// Which runs of a repository guest runners carry out, and nobody else: `repositories.guest_runs`.
public enum GuestRuns {
    NONE,
    /// Of pull and merge requests from other repositories.
    FORKS,
    ALL;

    /// What it means, for people.
    ///
    /// @param repository its name
    public String meaning(String repository) {
        String meaning =
                switch (this) {
                    case NONE -> "No run of %s is for guest runners.";
                    case FORKS ->
                            "Runs of pull requests from forks of %s are for guest runners, and for no others.";
                    case ALL -> "All runs of %s are for guest runners, and for no others.";
                };
        return meaning.formatted(repository);
    }
}
