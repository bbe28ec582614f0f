package dev.minijenkin.workflow.next;

import dev.minijenkin.workflow.plan.JobKind;
import dev.minijenkin.workflow.plan.leg.Strategy;
import java.util.List;

/// A job of a run as the planner sees it. Several with the same key are the legs of a matrix.
///
/// @param id any number that tells the job apart
/// @param key of a called job behind its caller's: `caller/job`, or `caller.leg/job` where the
///   caller has a matrix
/// @param leg id of the combination; empty without a matrix
/// @param needs keys of the jobs that must be finished before
public record RunJob(
        long id,
        String key,
        String leg,
        List<String> needs,
        JobKind kind,
        Strategy strategy,
        Stage stage) {
    /// How far it is.
    public sealed interface Stage {
        /// Waits for what it needs.
        record Blocked() implements Stage {}

        /// Its turn has come, and it waits to be let into what it enters first.
        record Waiting() implements Stage {}

        /// In the queue or with a runner. Of a call: its jobs may begin.
        record Open() implements Stage {}

        /// Open, and told to end.
        record Stopping() implements Stage {}

        /// Ended.
        ///
        /// @param result as others see it: a failure that may be is `SUCCESS`
        record Finished(Result result) implements Stage {}
    }

    /// What the keys of the jobs that it calls begin with, before a slash.
    String scope() {
        return leg.isEmpty() ? key : key + "." + leg;
    }

    /// The scope of the job that called it; empty where none did.
    String caller() {
        int slash = key.lastIndexOf('/');
        return slash < 0 ? "" : key.substring(0, slash);
    }

    /// The key in its own file.
    static String localKey(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
