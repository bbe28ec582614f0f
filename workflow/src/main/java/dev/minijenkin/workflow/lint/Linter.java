package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Looks at workflow files. Immutable; thread-safe.
public final class Linter {
    private final Optional<RunnerLabels> runners;
    private final CalledWorkflows called;

    private Linter(Optional<RunnerLabels> runners, CalledWorkflows called) {
        this.runners = runners;
        this.called = called;
    }

    /// One that knows nothing but the file.
    public static Linter ofFiles() {
        return new Linter(Optional.empty(), new CalledWorkflows(_ -> Optional.empty()));
    }

    /// The same, which also says where no runner can take a job.
    public Linter with(RunnerLabels registered) {
        return new Linter(Optional.of(registered), called);
    }

    /// The same, which also looks into the files of the repository that jobs call by `uses: ./…`.
    public Linter with(RepositoryFiles files) {
        return new Linter(runners, new CalledWorkflows(files));
    }

    /// Whatever the text is, the answer is a report and no exception.
    ///
    /// @param file as the report shall name it
    public LintReport lint(String file, String text) {
        ReadResult result = WorkflowReader.read(file, text);
        if (!(result instanceof ReadResult.Valid valid)) {
            return new LintReport(file, result.problems());
        }
        List<Problem> problems = new ArrayList<>(valid.problems());
        runners.ifPresent(labels -> problems.addAll(labels.check(file, valid.workflow())));
        problems.addAll(called.check(file, valid.workflow()));
        problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return new LintReport(file, problems);
    }
}
