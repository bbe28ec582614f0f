package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.reader.CallCheck;
import dev.minijenkin.workflow.reader.WorkflowReader;
import dev.minijenkin.workflow.yaml.Text;
import java.util.ArrayList;
import java.util.List;

/// Holds the inputs and secrets of a call against what the called file of the same repository
/// declares. A file that cannot be found says nothing.
final class CalledWorkflows {
    private final RepositoryFiles files;

    CalledWorkflows(RepositoryFiles files) {
        this.files = files;
    }

    List<Problem> check(String file, Workflow workflow) {
        List<Problem> problems = new ArrayList<>();
        for (WorkflowJob job : workflow.jobs()) {
            Text target = job.calls();
            if (isLocal(target.value())) {
                // Behind `./` or `$/`.
                files.text(target.value().substring(2))
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

    private static boolean isLocal(String target) {
        return target.startsWith("./") || target.startsWith("$/");
    }
}
