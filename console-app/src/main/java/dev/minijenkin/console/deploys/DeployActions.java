package dev.minijenkin.console.deploys;

import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.console.command.Question;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.rows.RowAct;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.deployment.PastDeployment;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import dev.minijenkin.db.view.deploy.WaitingDeploy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;

/// What can be done with an environment, and with a job that waits there.
final class DeployActions {
    private final RunActions actions;
    private final Supplier<Optional<PastDeployment>> lastGood;

    /// @param lastGood what a roll back of the selected environment goes back to
    DeployActions(RunActions actions, Supplier<Optional<PastDeployment>> lastGood) {
        this.actions = actions;
        this.lastGood = lastGood;
    }

    List<RowAct<EnvironmentView>> ofEnvironment() {
        return List.of(
                new RowAct<>(
                        Icon.UNDO,
                        "Roll back…",
                        KeyCode.R,
                        all ->
                                lastGood.get().isPresent()
                                        ? ""
                                        : "Nothing was deployed well before what was deployed last",
                        all -> rollBack(all.getFirst())),
                new RowAct<>(
                        Icon.LOCK,
                        "Free the lock…",
                        KeyCode.F,
                        all -> freeRefusal(all.getFirst()),
                        all -> free(all.getFirst())));
    }

    List<RowAct<DeployRow.OfWaiting>> ofWaiting() {
        return List.of(
                new RowAct<>(
                        Icon.CHECK,
                        "Approve…",
                        KeyCode.P,
                        all -> decideRefusal(all.getFirst()),
                        all -> approve(all.getFirst())),
                new RowAct<DeployRow.OfWaiting>(
                                Icon.CLOSE,
                                "Reject…",
                                KeyCode.D,
                                all -> decideRefusal(all.getFirst()),
                                all -> reject(all.getFirst()))
                        .destroying(),
                new RowAct<>(
                        Icon.WARNING,
                        "Break the glass…",
                        KeyCode.B,
                        all -> glassRefusal(all.getFirst()),
                        all -> breakGlass(all.getFirst())),
                new RowAct<>(
                        Icon.HOLD,
                        "Hold…",
                        KeyCode.H,
                        all ->
                                all.getFirst().waiting().held().isEmpty()
                                        ? ""
                                        : "It is held already",
                        all -> hold(all.getFirst())),
                new RowAct<>(
                        Icon.PLAY,
                        "Release…",
                        KeyCode.U,
                        all -> all.getFirst().waiting().held().isPresent() ? "" : "It is not held",
                        all -> release(all.getFirst())));
    }

    private static String freeRefusal(EnvironmentView environment) {
        return switch (environment.lock()) {
            case EnvironmentView.Lock.Kept _ -> "";
            case EnvironmentView.Lock.Free _ -> "The lock is free";
            case EnvironmentView.Lock.Held _ ->
                    "A job deploys: cancel it, and the lock is free when it has ended";
        };
    }

    private static String decideRefusal(DeployRow.OfWaiting row) {
        if (row.waiting().approvals().missing() == 0) {
            return "It waits for no approval";
        }
        return row.environment().rules().mayReview()
                ? ""
                : "You are none of the reviewers of "
                        + row.environment().name().name()
                        + ": "
                        + String.join(", ", row.environment().rules().reviewers());
    }

    private static String glassRefusal(DeployRow.OfWaiting row) {
        return row.waiting().open()
                ? "No rule keeps it: it waits for its turn"
                : row.environment().rules().mayBreakGlass()
                        ? ""
                        : "Only administrators, and who the environment names, break the glass";
    }

    private void rollBack(EnvironmentView environment) {
        PastDeployment to = lastGood.get().orElseThrow();
        EnvironmentView.Name name = environment.name();
        actions.ask(
                new Question(
                        "Roll back " + name.full() + " to " + DeployText.sha(to.commit()) + "?",
                        to.name()
                                + " was deployed well by "
                                + to.actor()
                                + ". It runs again as another attempt of its run, with what needs it:"
                                + " through the rules of the environment, but for that of older runs.",
                        "Roll back",
                        true),
                reason -> ConsoleCommands.rollBack(name.repository(), name.name(), to.id(), reason),
                "Rolling back " + name.full() + " to " + DeployText.sha(to.commit()));
    }

    private void free(EnvironmentView environment) {
        EnvironmentView.Name name = environment.name();
        String because =
                environment.lock() instanceof EnvironmentView.Lock.Kept kept ? kept.because() : "";
        actions.ask(
                new Question(
                                "Free " + name.full() + "?",
                                "It is locked, because "
                                        + because
                                        + ". Look first whether anything of that deployment still"
                                        + " runs: the next one begins at once.",
                                "Free it",
                                true)
                        .withReason(),
                reason -> ConsoleCommands.freeEnvironment(name.repository(), name.name(), reason),
                "Freeing " + name.full());
    }

    private void approve(DeployRow.OfWaiting row) {
        ask(
                row,
                new Question(
                        "Approve " + DeployText.full(row.waiting()) + "?",
                        "It deploys \""
                                + row.waiting().title()
                                + "\" to "
                                + row.environment().name().full()
                                + ". With all approvals it begins as soon as the environment is free.",
                        "Approve",
                        false),
                ConsoleCommands::approve,
                "Approval of ");
    }

    private void reject(DeployRow.OfWaiting row) {
        ask(
                row,
                new Question(
                        "Reject " + DeployText.full(row.waiting()) + "?",
                        "The job fails, and jobs that need it are skipped.",
                        "Reject",
                        true),
                ConsoleCommands::reject,
                "Rejection of ");
    }

    private void breakGlass(DeployRow.OfWaiting row) {
        ask(
                row,
                new Question(
                                "Break the glass for " + DeployText.full(row.waiting()) + "?",
                                "It passes all rules of "
                                        + row.environment().name().full()
                                        + " but the lock. That stands in the history for good, and targets"
                                        + " that hear of it are told.",
                                "Break the glass",
                                true)
                        .withReason(),
                ConsoleCommands::breakGlass,
                "Breaking the glass for ");
    }

    private void hold(DeployRow.OfWaiting row) {
        ask(
                row,
                new Question(
                        "Hold " + DeployText.full(row.waiting()) + "?",
                        "It keeps its place, and lets others pass until somebody releases it.",
                        "Hold",
                        false),
                ConsoleCommands::holdJob,
                "Holding ");
    }

    private void release(DeployRow.OfWaiting row) {
        boolean whole = row.waiting().held().filter(WaitingDeploy.Held::whole).isPresent();
        ask(
                row,
                new Question(
                        "Release " + DeployText.full(row.waiting()) + "?",
                        whole ? "Its run is released as a whole." : "It goes on with its turn.",
                        "Release",
                        false),
                (job, reason) ->
                        whole
                                ? ConsoleCommands.release(row.waiting().job().run(), reason)
                                : ConsoleCommands.releaseJob(job, reason),
                "Release of ");
    }

    private interface Wish {
        NewCommand of(JobId job, String reason);
    }

    private void ask(DeployRow.OfWaiting row, Question question, Wish wish, String what) {
        Function<String, NewCommand> command = reason -> wish.of(row.waiting().job().job(), reason);
        actions.ask(question, command, what + DeployText.full(row.waiting()));
    }
}
