package dev.minijenkin.console.log.beside;

/// By which time two logs are tied.
enum TimeTie {
    OFFSET("since start"),
    CLOCK("time of day");

    private final String label;

    TimeTie(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    TimeTie next() {
        return this == OFFSET ? CLOCK : OFFSET;
    }

    /// What the clock of the other log showed; all in milliseconds since the epoch.
    ///
    /// @param start first line of the log that the time is of
    /// @param otherStart first line of the other
    long timeBeside(long time, long start, long otherStart) {
        return switch (this) {
            case OFFSET -> otherStart + (time - start);
            case CLOCK -> time;
        };
    }
}
