package dev.minijenkin.cli.workflow;

import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.workflow.action.ActionFile;
import dev.minijenkin.workflow.action.ActionFileReader;
import dev.minijenkin.workflow.action.UnreadableActionException;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.lint.RepositoryFiles;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.model.WorkflowStep;
import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import dev.minijenkin.workflow.plan.leg.FileLegs;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a workflow file needs that certain runners do not have. What is carried out at all says the
/// reader, by whose word runs are refused, and the runner's own table of actions.
///
/// @param path as people name it
/// @param missing each thing once; empty: the file runs whole
record SurveyedFile(String path, Set<String> missing) {
    static final String INVALID = "a valid file";
    private static final String CONTAINERS = "containers (docker or podman)";
    private static final String NODE = "node";
    private static final int MOST_DEEP = 10;
    private static final Pattern NAMED = Pattern.compile("`([^`]+)` is not carried out here");

    /// What runners are there.
    ///
    /// @param labels of each; empty: every label is taken
    /// @param programs that all of them have
    record Host(List<Set<String>> labels, Set<String> programs) {
        boolean takes(List<String> wanted) {
            return labels.isEmpty()
                    || labels.stream().anyMatch(labelsOfOne -> labelsOfOne.containsAll(wanted));
        }

        boolean startsContainers() {
            return labels.isEmpty()
                    ? programs.contains("docker") || programs.contains("podman")
                    : takes(List.of(JobContainers.LABEL));
        }
    }

    /// @param files those that the file may name
    static SurveyedFile of(String path, String text, RepositoryFiles files, Host host) {
        Set<String> missing = new TreeSet<>();
        switch (WorkflowReader.read(path, text)) {
            case ReadResult.Invalid _ -> missing.add(INVALID);
            case ReadResult.Valid(Workflow workflow, _) ->
                    new Look(missing, files, host).at(workflow);
        }
        return new SurveyedFile(path, missing);
    }

    boolean runsWhole() {
        return missing.isEmpty();
    }

    /// @param missing gets what is found
    private record Look(Set<String> missing, RepositoryFiles files, Host host) {
        void at(Workflow workflow) {
            workflow.refusals().forEach(this::refused);
            shell(workflow.defaults().shell());
            workflow.jobs().forEach(this::job);
        }

        private void refused(Problem refusal) {
            Matcher named = NAMED.matcher(refusal.message());
            String what = named.find() ? named.group(1) : refusal.message();
            missing.add("`" + what + "`");
        }

        private void job(WorkflowJob job) {
            List<ObjectValue> legs = FileLegs.of(job).matrices();
            for (ObjectValue matrix : legs.isEmpty() ? List.of(ObjectValue.EMPTY) : legs) {
                labels(job, matrix);
                FileLegs.texts(job.defaults().shell(), matrix).forEach(this::shell);
                for (WorkflowStep step : job.steps()) {
                    if (step.bare() instanceof WorkflowStep.Run run) {
                        FileLegs.texts(run.shell(), matrix).forEach(this::shell);
                    }
                }
            }
            if (!JobContainers.of(job).none()) {
                containers();
            }
            for (WorkflowStep step : job.steps()) {
                switch (step.bare()) {
                    case WorkflowStep.Uses uses ->
                            action(uses.action().value(), CallTarget.own(""), 0);
                    case WorkflowStep.Run _,
                            WorkflowStep.Background _,
                            WorkflowStep.Wait _,
                            WorkflowStep.Cancel _ -> {
                        // They take no action.
                    }
                }
            }
        }

        private void labels(WorkflowJob job, ObjectValue matrix) {
            List<String> labels =
                    job.runsOn().stream()
                            .flatMap(label -> FileLegs.texts(label.value(), matrix).stream())
                            .map(label -> label.toLowerCase(Locale.ROOT))
                            .toList();
            if (!host.takes(labels)) {
                missing.add("a runner with " + String.join(" and ", labels));
            }
        }

        /// Where an expression names the shell, it may be any.
        private void shell(String shell) {
            if (!shell.isBlank() && !Template.isTemplate(shell)) {
                String first = shell.strip().split("\\s+", 2)[0];
                program(first.substring(first.lastIndexOf('/') + 1));
            }
        }

        private void containers() {
            if (!host.startsContainers()) {
                missing.add(CONTAINERS);
            }
        }

        private void program(String program) {
            if (!host.programs().contains(program)) {
                missing.add("the program " + program);
            }
        }

        /// What an action of another repository is, is not known before it is fetched: most are
        /// programs for Node.js.
        private void action(String uses, CallTarget from, int depth) {
            if (Actions.isBuiltIn(uses) || depth > MOST_DEEP) {
                return;
            }
            if (uses.startsWith(JobContainers.IMAGE)) {
                containers();
                return;
            }
            Optional<CallTarget> target = CallTarget.named(uses, from);
            if (target.filter(CallTarget::isOwn).isPresent()) {
                read(target.get()).ifPresent(action -> runs(action, target.get(), depth));
            } else if (target.isPresent()) {
                program(NODE);
            }
        }

        private Optional<ActionFile> read(CallTarget folder) {
            for (String name : List.of("action.yml", "action.yaml")) {
                String path = folder.path().isEmpty() ? name : folder.path() + "/" + name;
                Optional<String> text = files.text(folder.beside(path));
                if (text.isPresent()) {
                    try {
                        return Optional.of(ActionFileReader.read(path, text.get()));
                    } catch (UnreadableActionException _) {
                        missing.add("readable actions");
                        return Optional.empty();
                    }
                }
            }
            // A step before may make it, or only a Dockerfile lies there.
            return Optional.empty();
        }

        private void runs(ActionFile action, CallTarget at, int depth) {
            switch (action.runs()) {
                case ActionFile.Runs.Node _ -> program(NODE);
                case ActionFile.Runs.Container _ -> containers();
                case ActionFile.Runs.Composite(List<StepDefinition> steps) -> {
                    for (StepDefinition step : steps) {
                        switch (step) {
                            case StepDefinition.Run run -> shell(run.shell());
                            case StepDefinition.Uses uses -> action(uses.action(), at, depth + 1);
                            case StepDefinition.Background _,
                                    StepDefinition.Wait _,
                                    StepDefinition.Cancel _ -> {
                                // Actions have none.
                            }
                        }
                    }
                }
            }
        }
    }
}
