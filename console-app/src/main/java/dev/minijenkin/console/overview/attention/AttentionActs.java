package dev.minijenkin.console.overview.attention;

import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.console.command.Question;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.rows.LeftOut;
import dev.minijenkin.console.rows.RowAct;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.view.overview.Attention;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.input.KeyCode;

/// What can be done with several things that need a person at once: those of one kind are acted on,
/// the others are left out and named.
final class AttentionActs {
    private final RunActions actions;

    AttentionActs(RunActions actions) {
        this.actions = actions;
    }

    List<RowAct<Attention>> all() {
        return List.of(
                act(
                        new Kind(
                                Icon.RERUN,
                                "Rerun failed",
                                KeyCode.F,
                                this::rerunRefusal,
                                "Jobs that failed and those that need them run again; what succeeded is"
                                        + " kept.",
                                false),
                        (attention, reason) ->
                                ConsoleCommands.rerunFailed(run(attention).run().id(), reason)),
                act(
                        new Kind(
                                Icon.RERUN,
                                "Process again",
                                KeyCode.D,
                                AttentionActs::redeliverRefusal,
                                "Each is given to the server anew, as it came.",
                                false),
                        (attention, reason) ->
                                ConsoleCommands.redeliver(
                                        ((Attention.FailedDelivery) attention).delivery(), reason)),
                act(
                        new Kind(
                                Icon.BRANCH,
                                "Try now",
                                KeyCode.T,
                                attention ->
                                        attention instanceof Attention.AwayRemote
                                                ? ""
                                                : "it is no git host that is away",
                                "Everything that waits for one goes on once it answers.",
                                false),
                        (attention, reason) ->
                                ConsoleCommands.refresh(
                                        ((Attention.AwayRemote) attention).repository(), reason)),
                act(
                        new Kind(
                                Icon.CLOSE,
                                "Forget",
                                KeyCode.X,
                                attention ->
                                        attention instanceof Attention.SilentRunner
                                                ? ""
                                                : "it is no silent runner",
                                "Where a host is only away, start the runner there again: it goes on by"
                                        + " itself.",
                                true),
                        (attention, reason) ->
                                ConsoleCommands.forgetRunner(
                                        ((Attention.SilentRunner) attention).name(), reason)));
    }

    /// @param refusal why one of them is not acted on; empty: it is
    /// @param explanation what becomes of those that are
    private record Kind(
            Icon icon,
            String verb,
            KeyCode key,
            Function<Attention, String> refusal,
            String explanation,
            boolean destructive) {}

    private RowAct<Attention> act(Kind kind, BiFunction<Attention, String, NewCommand> command) {
        RowAct<Attention> act =
                new RowAct<>(
                        kind.icon(),
                        kind.verb() + "…",
                        kind.key(),
                        all -> able(all, kind).refusal(),
                        all -> ask(able(all, kind), kind, command));
        return kind.destructive() ? act.destroying() : act;
    }

    private void ask(
            LeftOut<Attention> able, Kind kind, BiFunction<Attention, String, NewCommand> command) {
        int count = able.able().size();
        String which = count == 1 ? name(able.able().getFirst()) : "these " + count;
        actions.askEach(
                new Question(
                        kind.verb() + ": " + which + "?",
                        kind.explanation() + able.words(),
                        count == 1 ? kind.verb() : kind.verb() + ", all " + count,
                        kind.destructive()),
                able.able().stream()
                        .map(each ->
                                new RunActions.Wish(
                                        name(each), reason -> command.apply(each, reason)))
                        .toList(),
                kind.verb() + ", " + (count == 1 ? which : count + " of them"));
    }

    private static LeftOut<Attention> able(List<Attention> all, Kind kind) {
        return LeftOut.of(all, kind.refusal(), AttentionActs::name);
    }

    static String name(Attention attention) {
        return AttentionText.of(attention).what();
    }

    private String rerunRefusal(Attention attention) {
        return attention instanceof Attention.FailedRun failed
                ? actions.rerunFailedRefusal(failed.run())
                : "it is no run that failed";
    }

    private static String redeliverRefusal(Attention attention) {
        if (!(attention instanceof Attention.FailedDelivery delivery)) {
            return "it is no delivery that failed";
        }
        return delivery.retried() ? "it is tried again by itself" : "";
    }

    private static Attention.FailedRun run(Attention attention) {
        return (Attention.FailedRun) attention;
    }
}
