package dev.minijenkin.runner.job;

import dev.minijenkin.db.run.Annotation;
import java.util.List;
import java.util.Map;

/// What is to be recorded of a job: how it ended, and what it leaves.
///
/// @param url where people see what it deployed; empty where it says nothing
record JobReport(
        JobOutcome outcome, Map<String, String> outputs, String url, List<Annotation> annotations) {
    static JobReport without(JobOutcome outcome) {
        return new JobReport(outcome, Map.of(), "", List.of());
    }
}
