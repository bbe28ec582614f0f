package dev.minijenkin.workflow.expression;

import java.util.List;

/// What `success()`, `failure()` and `cancelled()` answer.
public interface Status {
    /// Nothing failed and nothing was cancelled.
    Status SUCCESS = of(true, false, false);

    Status FAILURE = of(false, true, false);

    Status CANCELLED = of(false, false, true);

    /// Whether all went well.
    ///
    /// @param jobs ids given as arguments, which only the `if` of a job may do; empty: all that it
    ///   needs, directly or not
    boolean success(List<String> jobs);

    /// Whether something failed.
    ///
    /// @param jobs as for [#success]
    boolean failure(List<String> jobs);

    boolean cancelled();

    private static Status of(boolean success, boolean failure, boolean cancelled) {
        return new Status() {
            @Override
            public boolean success(List<String> jobs) {
                return success;
            }

            @Override
            public boolean failure(List<String> jobs) {
                return failure;
            }

            @Override
            public boolean cancelled() {
                return cancelled;
            }
        };
    }
}
