package dev.minijenkin.runner.job.resource;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.engine.trace.TraceContext;
import java.util.List;
import org.slf4j.MDC;

/// What each line of this process's log says of the job that a thread carries out. Used by that
/// thread.
public final class LogMarks implements AutoCloseable {
    private static final String RUN = "run";
    private static final String JOB = "job";
    private static final String TRACE = "trace_id";

    private LogMarks() {}

    /// Says of which job the calling thread's lines are, from now to [#close].
    public static LogMarks of(ClaimedJob job) {
        MDC.put(RUN, Long.toString(job.run().value()));
        MDC.put(JOB, Long.toString(job.job().value()));
        return new LogMarks();
    }

    /// Says of which trace they are, too.
    public void add(TraceContext trace) {
        MDC.put(TRACE, trace.traceId());
    }

    @Override
    public void close() {
        List.of(RUN, JOB, TRACE).forEach(MDC::remove);
    }
}
