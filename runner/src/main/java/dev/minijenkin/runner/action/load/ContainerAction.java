package dev.minijenkin.runner.action.load;

import dev.minijenkin.runner.action.call.ActionHeading;
import dev.minijenkin.runner.action.call.ActionInputs;
import dev.minijenkin.runner.action.call.ActionServices;
import dev.minijenkin.runner.action.call.JobActions;
import dev.minijenkin.runner.action.call.LoadedAction;
import dev.minijenkin.runner.container.ContainerRun;
import dev.minijenkin.runner.container.ContainersOfJob;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.context.Words;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.workflow.action.ActionFile;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An action that is a container: an image that a registry has, or one that is built of the folder
/// of the action.
///
/// @param step name of the step, for its post step
/// @param containers of the job
/// @param contexts in which arguments and variables are evaluated
public record ContainerAction(
        LoadedAction action,
        ActionFile.Runs.Container container,
        ActionInputs inputs,
        String step,
        ContainersOfJob containers,
        ActionServices services,
        Contexts contexts)
        implements StepHandler {
    public static ContainerAction of(
            LoadedAction action,
            ActionFile.Runs.Container container,
            ActionInputs inputs,
            String step,
            JobActions job,
            Contexts contexts) {
        return new ContainerAction(
                action,
                container,
                inputs,
                step,
                job.containers(),
                job.services(),
                contexts.with("inputs", ObjectValue.ofTexts(inputs.values())));
    }

    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        ActionHeading.print(scope, "Run " + action.shown(), inputs);
        if (action.isLocal() && !container.preEntrypoint().isEmpty()) {
            scope.printer()
                    .warning(
                            "What the action has to do before the first step (pre-entrypoint) is left out:"
                                    + " its files are there only now.");
        }
        return carryOut(
                scope,
                container.entrypoint().isEmpty() ? given("entrypoint") : container.entrypoint());
    }

    @Override
    public List<Post> posts() {
        return container.postEntrypoint().isEmpty()
                ? List.of()
                : List.of(
                        new Post(
                                "Post " + step,
                                container.postIf(),
                                scope -> later(scope, container.postEntrypoint())));
    }

    /// Another part of the action than the one of its step.
    public StepOutcome later(StepScope scope, String entrypoint) throws InterruptedException {
        ActionHeading.print(
                scope,
                "Run " + action.shown() + " (" + entrypoint + ")",
                new ActionInputs(inputs.values(), List.of()));
        return carryOut(scope, entrypoint);
    }

    private StepOutcome carryOut(StepScope scope, String entrypoint) throws InterruptedException {
        return containers.run(
                new ContainerRun(image(), entrypoint, args(), variables(scope)), scope);
    }

    private ContainerRun.Image image() {
        String image = container.image();
        return image.startsWith(JobContainers.IMAGE)
                ? new ContainerRun.Image.Named(image.substring(JobContainers.IMAGE.length()))
                : new ContainerRun.Image.Built(action.folder().resolve(image).normalize());
    }

    /// Those of its file, or what the step gives as one text.
    private List<String> args() {
        return container.args().isEmpty()
                ? Words.split(given("args"))
                : container.args().stream().map(arg -> Texts.text(arg, contexts)).toList();
    }

    private String given(String input) {
        return inputs.values().entrySet().stream()
                .filter(one -> one.getKey().equalsIgnoreCase(input))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private Map<String, String> variables(StepScope scope) {
        Map<String, String> variables = new HashMap<>(services.variables());
        variables.putAll(Texts.texts(container.env(), contexts));
        variables.putAll(inputs.variables());
        scope.state().forEach((name, value) -> variables.put("STATE_" + name, value));
        action.github()
                .forEach((name, value) ->
                        variables.put("GITHUB_" + name.toUpperCase(Locale.ROOT), value));
        return variables;
    }
}
