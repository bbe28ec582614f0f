package dev.minijenkin.console.runners;

import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.console.command.Question;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.rows.LeftOut;
import dev.minijenkin.console.rows.RowAct;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.view.runner.RunnerView;
import dev.minijenkin.db.view.runner.RunnersNow;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;

/// What can be done with runners: one or several.
public final class RunnerActions {
    private final RunActions actions;
    private final Supplier<Optional<RunnersNow>> now;

    /// @param now all of them as they are, to say what an act does to others
    public RunnerActions(RunActions actions, Supplier<Optional<RunnersNow>> now) {
        this.actions = actions;
        this.now = now;
    }

    public List<RowAct<RunnerView>> all() {
        return List.of(
                new RowAct<>(
                        Icon.FILTER,
                        "Drain…",
                        KeyCode.D,
                        runners ->
                                refusal(
                                        runners,
                                        RunnerActions::takes,
                                        "It takes no jobs already",
                                        "take no jobs already"),
                        this::drain),
                new RowAct<>(
                        Icon.PLAY,
                        "Resume…",
                        KeyCode.U,
                        runners ->
                                refusal(
                                        runners,
                                        RunnerActions::drains,
                                        "It is not drained",
                                        "are not drained"),
                        this::resume),
                new RowAct<RunnerView>(
                                Icon.CLOSE,
                                "Forget…",
                                KeyCode.X,
                                runners ->
                                        refusal(
                                                runners,
                                                RunnerActions::silent,
                                                "Only a silent runner is forgotten: this one is heard",
                                                "are heard: only silent runners are forgotten"),
                                this::forget)
                        .destroying());
    }

    private static String refusal(
            List<RunnerView> runners, Predicate<RunnerView> can, String one, String several) {
        return runners.stream().anyMatch(can)
                ? ""
                : runners.size() == 1 ? one : "All " + runners.size() + " " + several;
    }

    private void drain(List<RunnerView> runners) {
        List<RunnerView> taking = runners.stream().filter(RunnerActions::takes).toList();
        ask(
                new Question(
                        "Drain " + RunnerText.named(taking) + "?",
                        now.get().map(known -> RunnerText.drain(known, taking)).orElse("")
                                + leftOut(
                                        runners, RunnerActions::takes, "it takes no jobs already"),
                        "Drain",
                        false),
                taking,
                ConsoleCommands::drain,
                "Draining " + RunnerText.named(taking));
    }

    private void resume(List<RunnerView> runners) {
        List<RunnerView> drained = runners.stream().filter(RunnerActions::drains).toList();
        ask(
                new Question(
                        "Resume " + RunnerText.named(drained) + "?",
                        now.get()
                                        .map(known -> RunnerText.jobs(known.needing(drained)))
                                        .map(jobs ->
                                                (drained.size() == 1 ? "It takes" : "They take")
                                                        + " jobs again. "
                                                        + jobs
                                                        + " in the queue could be taken by nobody else.")
                                        .orElse("")
                                + leftOut(runners, RunnerActions::drains, "it is not drained"),
                        "Resume",
                        false),
                drained,
                ConsoleCommands::resume,
                "Resuming " + RunnerText.named(drained));
    }

    private void forget(List<RunnerView> runners) {
        List<RunnerView> gone = runners.stream().filter(RunnerActions::silent).toList();
        ask(
                new Question(
                        "Forget " + RunnerText.named(gone) + "?",
                        "Where the host is only away, start the runner there again: it goes on by"
                                + " itself. Where it is gone for good, forget it; its jobs go back to the"
                                + " queue in any case."
                                + leftOut(runners, RunnerActions::silent, "it is heard"),
                        gone.size() == 1 ? "Forget it" : "Forget all " + gone.size(),
                        true),
                gone,
                ConsoleCommands::forgetRunner,
                "Forgetting " + RunnerText.named(gone));
    }

    private void ask(
            Question question,
            List<RunnerView> runners,
            BiFunction<String, String, NewCommand> wish,
            String what) {
        actions.askEach(
                question,
                runners.stream()
                        .map(each ->
                                new RunActions.Wish(
                                        each.name(), reason -> wish.apply(each.name(), reason)))
                        .toList(),
                what);
    }

    private static String leftOut(List<RunnerView> runners, Predicate<RunnerView> can, String why) {
        return LeftOut.of(runners, each -> can.test(each) ? "" : why, RunnerView::name).words();
    }

    private static boolean takes(RunnerView runner) {
        return runner.draining().isEmpty();
    }

    private static boolean drains(RunnerView runner) {
        return runner.draining().isPresent();
    }

    private static boolean silent(RunnerView runner) {
        return !runner.life().online();
    }
}
