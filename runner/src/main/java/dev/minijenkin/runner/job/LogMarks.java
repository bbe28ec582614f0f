package dev.minijenkin.runner.job;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.engine.trace.TraceContext;
import java.util.List;
import org.slf4j.MDC;

/// What each line of this process's log says of the job that a thread carries out. Used by that
/// thread.
final class LogMarks implements AutoCloseable {
    private static final String RUN = "run";
    private static final String JOB = "job";
    private static final String TRACE = "trace_id";

    private LogMarks() {}

    static LogMarks of(ClaimedJob job) {
        MDC.put(RUN, Long.toString(job.run().value()));
        MDC.put(JOB, Long.toString(job.job().value()));
        return new LogMarks();
    }

    void add(TraceContext trace) {
        MDC.put(TRACE, trace.traceId());
    }

    @Override
    public void close() {
        List.of(RUN, JOB, TRACE).forEach(MDC::remove);
    }
}
