package dev.minijenkin.runner.job;

import dev.minijenkin.db.run.Annotation;
import java.util.List;
import java.util.Map;

/// What is to be recorded of a job.
///
/// @param url where people see what it deployed; empty where it says nothing
record JobOutcome(
        JobVerdict verdict, Map<String, String> outputs, String url, List<Annotation> annotations) {
    static JobOutcome without(JobVerdict verdict) {
        return new JobOutcome(verdict, Map.of(), "", List.of());
    }
}
