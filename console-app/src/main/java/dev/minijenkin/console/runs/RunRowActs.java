package dev.minijenkin.console.runs;

import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.console.command.Question;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.rows.LeftOut;
import dev.minijenkin.console.rows.RowAct;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.view.runs.RunView;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.input.KeyCode;

/// What can be done with runs: one or several.
public final class RunRowActs {
    private final RunActions actions;

    public RunRowActs(RunActions actions) {
        this.actions = actions;
    }

    public List<RowAct<RunView>> all() {
        return List.of(
                new RowAct<>(
                        Icon.RERUN,
                        "Rerun…",
                        KeyCode.R,
                        runs -> able(runs, actions::rerunRefusal).refusal(),
                        this::rerun),
                new RowAct<>(
                        Icon.RERUN,
                        "Rerun failed…",
                        KeyCode.F,
                        runs -> able(runs, actions::rerunFailedRefusal).refusal(),
                        this::rerunFailed),
                new RowAct<RunView>(
                                Icon.STOP,
                                "Cancel…",
                                KeyCode.X,
                                runs -> able(runs, actions::cancelRefusal).refusal(),
                                this::cancel)
                        .destroying());
    }

    private void rerun(List<RunView> runs) {
        if (runs.size() == 1) {
            actions.rerun(runs.getFirst());
            return;
        }
        LeftOut<RunView> able = able(runs, actions::rerunRefusal);
        ask(
                able,
                "Rerun",
                "All jobs of each run again at its commit, as its next attempt.",
                false,
                ConsoleCommands::rerun,
                "Rerun of " + counted(able));
    }

    private void rerunFailed(List<RunView> runs) {
        if (runs.size() == 1) {
            actions.rerunFailed(runs.getFirst());
            return;
        }
        LeftOut<RunView> able = able(runs, actions::rerunFailedRefusal);
        ask(
                able,
                "Rerun the failed jobs of",
                "Jobs that failed and those that need them run again; what succeeded is kept.",
                false,
                ConsoleCommands::rerunFailed,
                "Rerun of the failed jobs of " + counted(able));
    }

    private void cancel(List<RunView> runs) {
        if (runs.size() == 1) {
            actions.cancel(runs.getFirst());
            return;
        }
        LeftOut<RunView> able = able(runs, actions::cancelRefusal);
        ask(
                able,
                "Cancel",
                "Jobs that wait do not start; jobs that run are asked to stop, then stopped.",
                true,
                ConsoleCommands::cancel,
                "Cancelling " + counted(able));
    }

    private void ask(
            LeftOut<RunView> runs,
            String verb,
            String explanation,
            boolean destructive,
            BiFunction<RunId, String, NewCommand> command,
            String what) {
        actions.askEach(
                new Question(
                        verb + " " + counted(runs) + "?",
                        explanation + runs.words(),
                        (destructive ? "Cancel " : "Rerun ") + counted(runs),
                        destructive),
                runs.able().stream()
                        .map(run ->
                                new RunActions.Wish(
                                        run.name(), reason -> command.apply(run.id(), reason)))
                        .toList(),
                what);
    }

    private static String counted(LeftOut<RunView> runs) {
        return runs.able().size() == 1
                ? runs.able().getFirst().name()
                : runs.able().size() + " runs";
    }

    private static LeftOut<RunView> able(List<RunView> runs, Function<RunView, String> refusal) {
        return LeftOut.of(runs, refusal, RunView::name);
    }
}
