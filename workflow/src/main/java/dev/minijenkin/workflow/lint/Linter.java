package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.model.Permissions;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Looks at workflow files and tells everything that it finds. Immutable; thread-safe.
public final class Linter {
    private final Optional<RunnerLabels> runners;
    private final RepositoryFiles files;
    private final Permissions usual;
    private final Optional<ScriptChecker> scripts;

    private Linter(
            Optional<RunnerLabels> runners,
            RepositoryFiles files,
            Permissions usual,
            Optional<ScriptChecker> scripts) {
        this.runners = runners;
        this.files = files;
        this.usual = usual;
        this.scripts = scripts;
    }

    /// One that knows nothing but the file.
    public static Linter ofFiles() {
        return new Linter(
                Optional.empty(),
                RepositoryFiles.NONE,
                Permissions.OF_NEW_REPOSITORIES,
                Optional.empty());
    }

    /// The same, which also says where no runner can take a job.
    public Linter with(RunnerLabels registered) {
        return new Linter(Optional.of(registered), files, usual, scripts);
    }

    /// The same, which also looks into the files that jobs and steps name by `uses`.
    public Linter with(RepositoryFiles ofRepository) {
        return new Linter(runners, ofRepository, usual, scripts);
    }

    /// The same, for a repository whose jobs may do this where no file says anything.
    public Linter with(Permissions allowed) {
        return new Linter(runners, files, allowed, scripts);
    }

    /// The same, which also asks another program about the scripts of steps.
    public Linter with(ScriptChecker checker) {
        return new Linter(runners, files, usual, Optional.of(checker));
    }

    /// Whatever the text is, the answer is a report and no exception.
    ///
    /// @param file as the report shall name it
    public LintReport lint(String file, String text) {
        NamedFiles around = new NamedFiles(files);
        WorkflowReader.Reading reading = WorkflowReader.readAll(file, text, around);
        List<Problem> problems = new ArrayList<>(reading.problems());
        reading.workflow()
                .ifPresent(workflow -> {
                    problems.addAll(around(file, workflow, around));
                    scripts.ifPresent(checker ->
                            problems.addAll(CheckedScripts.check(file, text, workflow, checker)));
                });
        problems.sort(
                Comparator.comparing((Problem problem) -> !problem.path().equals(file))
                        .thenComparing(Problem::path)
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column));
        return new LintReport(file, problems.stream().distinct().toList());
    }

    private List<Problem> around(String file, Workflow workflow, NamedFiles around) {
        List<Problem> problems = new ArrayList<>();
        runners.ifPresent(labels -> problems.addAll(labels.check(file, workflow)));
        problems.addAll(CalledWorkflows.check(file, workflow, usual, around));
        problems.addAll(UsedActions.check(file, workflow, around));
        return problems;
    }
}
