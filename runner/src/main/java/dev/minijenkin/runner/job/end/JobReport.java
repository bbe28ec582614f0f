package dev.minijenkin.runner.job.end;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.runner.job.resource.LogSize;
import java.util.List;
import java.util.Map;

/// What is to be recorded of a job: how it ended, and what it leaves.
///
/// @param url where people see what it deployed; empty where it says nothing
public record JobReport(
        JobOutcome outcome, Map<String, String> outputs, String url, List<Annotation> annotations) {
    private static final JsonMapper JSON = new JsonMapper();

    /// The same without what stands beside the result.
    JobReport alone() {
        return new JobReport(outcome, outputs, "", List.of());
    }

    /// As the database takes it.
    JobResult result(LogSize log) {
        return new JobResult(
                outcome.conclusion(),
                outcome.cause(),
                outcome.message(),
                json(),
                log.lines(),
                log.bytes(),
                log.truncated());
    }

    private String json() {
        try {
            return outputs.isEmpty() ? "{}" : JSON.writeValueAsString(outputs);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts cannot be written as JSON", e);
        }
    }

    /// That of a job which leaves nothing.
    public static JobReport without(JobOutcome outcome) {
        return new JobReport(outcome, Map.of(), "", List.of());
    }
}
