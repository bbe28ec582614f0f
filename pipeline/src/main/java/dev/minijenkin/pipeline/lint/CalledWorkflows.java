package dev.minijenkin.pipeline.lint;

import dev.minijenkin.pipeline.workflow.CallCheck;
import dev.minijenkin.pipeline.workflow.Problem;
import dev.minijenkin.pipeline.workflow.Text;
import dev.minijenkin.pipeline.workflow.Workflow;
import dev.minijenkin.pipeline.workflow.WorkflowJob;
import dev.minijenkin.pipeline.workflow.WorkflowReader;
import java.util.ArrayList;
import java.util.List;

/// Holds the inputs and secrets of a call against what the called file of the same repository
/// declares. A file that cannot be found says nothing.
final class CalledWorkflows {
    private static final String LOCAL = "./";

    private final RepositoryFiles files;

    CalledWorkflows(RepositoryFiles files) {
        this.files = files;
    }

    List<Problem> check(String file, Workflow workflow) {
        List<Problem> problems = new ArrayList<>();
        for (WorkflowJob job : workflow.jobs()) {
            Text target = job.calls();
            if (target.value().startsWith(LOCAL)) {
                files.text(target.value().substring(LOCAL.length()))
                        .ifPresent(text ->
                                problems.addAll(
                                        CallCheck.check(
                                                file,
                                                job,
                                                WorkflowReader.read(target.value(), text))));
            }
        }
        return problems;
    }
}
