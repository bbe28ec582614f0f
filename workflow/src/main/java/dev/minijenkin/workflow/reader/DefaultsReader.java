package dev.minijenkin.workflow.reader;

import dev.minijenkin.workflow.model.Defaults;
import dev.minijenkin.workflow.yaml.Fields;

/// Reads the `defaults` of a workflow or of a job.
final class DefaultsReader {
    private DefaultsReader() {}

    /// @param fields of the workflow or the job
    static Defaults read(Fields fields) {
        Fields run = fields.below("defaults").below("run");
        return run.entries().isEmpty()
                ? Defaults.NONE
                : new Defaults(run.string("shell"), run.string("working-directory"));
    }
}
