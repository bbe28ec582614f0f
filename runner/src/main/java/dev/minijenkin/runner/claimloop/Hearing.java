package dev.minijenkin.runner.claimloop;

import java.time.Duration;

/// Whether a runner hears hints. PostgreSQL wakes everybody who listens for every hint, whatever it
/// is about and whoever sends it: so of many runners that are alike, and have had nothing to do for
/// a while, most rest. They hear of work by their heartbeats, and one of many beats soon.
///
/// @param lot from 0 to 1, drawn once: those with the least go on hearing
record Hearing(double lot) {
    /// Where there are no more that are alike, all of them hear.
    static final int ALL = 32;

    /// So many of more than that go on hearing, on average.
    static final int SOME = 16;

    /// Who has had a job within this time has another soon.
    static final Duration RESTS_AFTER = Duration.ofMinutes(1);

    /// @param jobs that it carries out: somebody may want to cancel them
    /// @param idle for how long it has had none
    /// @param alike how many runners that are alive have the same labels
    boolean isWanted(int jobs, Duration idle, int alike) {
        return jobs > 0 || idle.compareTo(RESTS_AFTER) < 0 || alike <= ALL || lot * alike < SOME;
    }
}
