package dev.minijenkin.console;

/// A job of the shop, with its past in seconds before now.
///
/// @param leg index among the legs of its matrix
/// @param state a conclusion for one that ended
/// @param queued 0: not yet
/// @param started 0: not yet
/// @param ended 0: not yet
record SampleJob(
        String key,
        int leg,
        String name,
        String needs,
        String state,
        String waitingFor,
        String message,
        int queued,
        int started,
        int ended,
        String runner,
        boolean gpu) {
    /// A job that waits for those that it needs.
    static SampleJob of(String key, String... needs) {
        return new SampleJob(
                key,
                0,
                key,
                "{" + String.join(",", needs) + "}",
                "blocked",
                "",
                "",
                0,
                0,
                0,
                "",
                false);
    }

    SampleJob named(String text) {
        return new SampleJob(
                key,
                leg,
                text,
                needs,
                state,
                waitingFor,
                message,
                queued,
                started,
                ended,
                runner,
                gpu);
    }

    /// A leg of a matrix.
    SampleJob leg(int index, String values) {
        return new SampleJob(
                key,
                index,
                key + " (" + values + ")",
                needs,
                state,
                waitingFor,
                message,
                queued,
                started,
                ended,
                runner,
                gpu);
    }

    SampleJob queued(int since) {
        return with("queued", "", "", since, 0, 0, "");
    }

    SampleJob onGpu() {
        return new SampleJob(
                key,
                leg,
                name,
                needs,
                state,
                waitingFor,
                message,
                queued,
                started,
                ended,
                runner,
                true);
    }

    SampleJob runs(String on, int queuedBefore, int startedBefore) {
        return with("running", "", "", queuedBefore, startedBefore, 0, on);
    }

    SampleJob ended(String conclusion, String on, int queuedBefore, int startedBefore, int before) {
        return with(conclusion, "", "", queuedBefore, startedBefore, before, on);
    }

    SampleJob saying(String text) {
        return with(state, waitingFor, text, queued, started, ended, runner);
    }

    SampleJob waits(String reason, String text) {
        return with("waiting", reason, text, 0, 0, 0, "");
    }

    boolean over() {
        return state.equals("success")
                || state.equals("failure")
                || state.equals("cancelled")
                || state.equals("skipped")
                || state.equals("timed_out");
    }

    private SampleJob with(
            String newState,
            String reason,
            String text,
            int newQueued,
            int newStarted,
            int newEnded,
            String on) {
        return new SampleJob(
                key,
                leg,
                name,
                needs,
                newState,
                reason,
                text,
                newQueued,
                newStarted,
                newEnded,
                on,
                gpu);
    }
}
