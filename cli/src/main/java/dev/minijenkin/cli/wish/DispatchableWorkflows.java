package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.repository.DefaultBranchFiles;
import dev.minijenkin.db.repository.DefaultBranchFiles.Dispatchable;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.model.DispatchInput;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.plan.DispatchInputs;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The workflows of a repository that can be started by hand on its default branch, as a server
/// last saw them.
final class DispatchableWorkflows {
    private final Repository repository;
    private final boolean known;
    private final List<Dispatchable> workflows;

    private DispatchableWorkflows(
            Repository repository, boolean known, List<Dispatchable> workflows) {
        this.repository = repository;
        this.known = known;
        this.workflows = workflows;
    }

    static DispatchableWorkflows of(Database database, Repository repository) {
        return new DispatchableWorkflows(
                repository,
                database.statement(tx -> DefaultBranchFiles.areKnown(tx, repository.id())),
                database.statement(tx -> DefaultBranchFiles.dispatchable(tx, repository.id())));
    }

    /// Name, file and inputs of each.
    ///
    /// @throws CommandFailureException where no server has looked yet
    void print(PrintWriter out) {
        if (!known) {
            throw new CommandFailureException(
                    "No server has read the workflow files of %s yet: is one running? 'mini-jenkin repository refresh %s' asks for it."
                            .formatted(repository.name(), repository.name()));
        }
        Table table = new Table("WORKFLOW", "FILE", "INPUTS");
        enabled(workflows)
                .forEach(workflow ->
                        table.row(workflow.name(), workflow.path(), shown(inputs(workflow))));
        table.print(out);
        out.flush();
    }

    /// Whether a workflow can be started so, before anybody is asked to. Says nothing of one whose
    /// file nobody has read yet: a server finds out.
    ///
    /// @param name of a workflow, or of its file; empty: all that can be started
    /// @return path of its file, or what was given
    /// @throws CommandFailureException where it cannot
    String checked(String name, Map<String, String> given) {
        if (!known) {
            return name;
        }
        List<Dispatchable> named =
                workflows.stream().filter(workflow -> isMeant(workflow, name)).toList();
        List<Dispatchable> meant = enabled(named);
        if (meant.isEmpty()) {
            throw new CommandFailureException(
                    named.isEmpty() ? nothingMeant(name) : switchedOff(named.getFirst()));
        }
        meant.forEach(workflow -> check(workflow, given));
        return meant.size() == 1 ? meant.getFirst().path() : name;
    }

    private static List<Dispatchable> enabled(List<Dispatchable> workflows) {
        return workflows.stream().filter(Dispatchable::enabled).toList();
    }

    private String switchedOff(Dispatchable workflow) {
        return "%s is switched off: 'mini-jenkin pipeline on %s %s' lets it start runs again."
                .formatted(workflow.name(), repository.name(), workflow.path());
    }

    private String nothingMeant(String named) {
        String where = "%s of %s".formatted(repository.defaultBranch(), repository.name());
        if (workflows.isEmpty()) {
            return "No workflow on %s has workflow_dispatch.".formatted(where);
        }
        return "There is no workflow \"%s\" with workflow_dispatch on %s; there are: %s."
                .formatted(
                        named,
                        where,
                        workflows.stream()
                                .map(Dispatchable::path)
                                .collect(Collectors.joining(", ")));
    }

    private static boolean isMeant(Dispatchable workflow, String named) {
        return named.isEmpty()
                || workflow.name().equals(named)
                || workflow.path().equals(named)
                || workflow.path().endsWith("/" + named);
    }

    private static void check(Dispatchable workflow, Map<String, String> given) {
        List<DispatchInput> declared = inputs(workflow);
        if (DispatchInputs.of(declared, given) instanceof DispatchInputs.Refused(String reason)) {
            throw new CommandFailureException(
                    "%s: %s. %s."
                            .formatted(
                                    workflow.path(),
                                    reason,
                                    declared.isEmpty()
                                            ? "It has no inputs"
                                            : "Its inputs: " + shown(declared)));
        }
    }

    private static List<DispatchInput> inputs(Dispatchable workflow) {
        ReadResult file = new WorkflowSource(workflow.path(), workflow.content()).read();
        return file instanceof ReadResult.Valid valid
                        && valid.workflow().triggers().get("workflow_dispatch")
                                instanceof Trigger.Dispatch dispatch
                ? dispatch.inputs()
                : List.of();
    }

    private static String shown(List<DispatchInput> inputs) {
        return inputs.stream().map(DispatchInputs::shown).collect(Collectors.joining(", "));
    }
}
