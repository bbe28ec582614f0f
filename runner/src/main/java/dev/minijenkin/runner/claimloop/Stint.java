package dev.minijenkin.runner.claimloop;

import java.time.Duration;

/// How long a runner stays: an ephemeral one leaves by itself, so that its host can go.
///
/// @param jobs after so many it leaves, whatever came of them
/// @param idle it leaves once it has had nothing to do for so long
public record Stint(int jobs, Duration idle) {
    /// As [#jobs]: as many as come.
    public static final int ANY_NUMBER = Integer.MAX_VALUE;

    /// As [#idle]: it waits for ever.
    public static final Duration FOR_EVER = Duration.ofDays(36_500);

    /// Until it is told to leave.
    public static final Stint ENDLESS = new Stint(ANY_NUMBER, FOR_EVER);

    /// @throws IllegalArgumentException with a sentence for a person
    public Stint {
        if (jobs < 1) {
            throw new IllegalArgumentException(
                    "A runner that leaves by itself carries out one job at least, not " + jobs);
        }
        if (!idle.isPositive() || idle.compareTo(FOR_EVER) > 0) {
            throw new IllegalArgumentException(
                    "A runner that leaves when it is idle waits for a second at least, not "
                            + idle.toSeconds());
        }
    }

    /// Whether it leaves by itself at all.
    public boolean ends() {
        return !equals(ENDLESS);
    }

    /// Whether the number of its jobs is limited.
    boolean isCounted() {
        return jobs != ANY_NUMBER;
    }
}
