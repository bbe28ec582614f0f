package dev.minijenkin.db.run;

/// Domain `conclusion`.
public enum Conclusion {
    SUCCESS,
    FAILURE,
    CANCELLED,
    SKIPPED,
    TIMED_OUT
}
