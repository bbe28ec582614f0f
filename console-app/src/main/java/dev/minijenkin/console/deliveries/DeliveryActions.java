package dev.minijenkin.console.deliveries;

import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.console.command.Question;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.rows.RowAct;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.outbox.Message;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.view.delivery.IncomingView;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;

/// What can be done with deliveries and messages: one or several.
final class DeliveryActions {
    private static final Comparator<MessageId> OLDEST = Comparator.comparingLong(MessageId::value);

    private final RunActions actions;

    DeliveryActions(RunActions actions) {
        this.actions = actions;
    }

    List<RowAct<DeliveryRow>> all() {
        return List.of(
                new RowAct<>(
                        Icon.RERUN,
                        "Redeliver…",
                        KeyCode.D,
                        rows ->
                                redeliverable(rows).isEmpty()
                                        ? "Only what came in and failed is redelivered"
                                        : "",
                        rows -> redeliver(redeliverable(rows))),
                new RowAct<>(
                        Icon.UNDO,
                        "Replay…",
                        KeyCode.R,
                        rows ->
                                replayable(rows).isEmpty()
                                        ? "Only what came in, has ended and has a body is replayed"
                                        : "",
                        rows -> replay(replayable(rows))),
                new RowAct<>(
                        Icon.PUSH,
                        "Resend…",
                        KeyCode.S,
                        rows -> dead(rows).isEmpty() ? "Only dead letters are sent again" : "",
                        rows -> resend(dead(rows))));
    }

    private void redeliver(List<IncomingView> deliveries) {
        actions.askAll(
                new Question(
                        "Redeliver " + named(deliveries) + "?",
                        (deliveries.size() == 1
                                        ? DeliveryText.tries(
                                                        deliveries.getFirst().progress().attempts())
                                                + ", last: "
                                                + deliveries.getFirst().progress().error()
                                                + ". "
                                        : "")
                                + "The server goes on with it as it came; what it started already does"
                                + " not start twice.",
                        "Redeliver",
                        false),
                List.of(),
                reason ->
                        deliveries.stream()
                                .map(each -> ConsoleCommands.redeliver(each.id(), reason))
                                .toList(),
                "Redelivery of " + named(deliveries));
    }

    private void replay(List<IncomingView> deliveries) {
        actions.askAll(
                new Question(
                                "Replay " + named(deliveries) + "?",
                                "It comes once more, as another delivery: what it asks for starts anew,"
                                        + " also what it started before, with the workflow file of the"
                                        + " commit that it names.",
                                "Replay",
                                false)
                        .withReason(),
                List.of(),
                reason ->
                        deliveries.stream()
                                .map(each -> ConsoleCommands.replay(each.id(), reason))
                                .toList(),
                "Replay of " + named(deliveries));
    }

    /// In their order, by one command.
    private void resend(List<Message> messages) {
        String what =
                messages.size() == 1
                        ? messages.getFirst().about() + " to " + messages.getFirst().target()
                        : messages.size() + " messages";
        actions.ask(
                new Question(
                        "Resend " + what + "?",
                        "What was given up is sent after all, in the order in which it was told.",
                        "Resend",
                        false),
                reason ->
                        ConsoleCommands.resend(
                                messages.stream().map(Message::id).sorted(OLDEST).toList(), reason),
                "Resending " + what);
    }

    private static String named(List<IncomingView> deliveries) {
        return deliveries.size() == 1
                ? "the " + DeliveryText.named(deliveries.getFirst())
                : deliveries.size() + " deliveries";
    }

    private static Stream<IncomingView> incoming(List<DeliveryRow> rows) {
        return rows.stream()
                .flatMap(row ->
                        row instanceof DeliveryRow.Incoming of
                                ? Stream.of(of.delivery())
                                : Stream.empty());
    }

    private static List<IncomingView> redeliverable(List<DeliveryRow> rows) {
        return incoming(rows)
                .filter(each -> each.progress().state() == DeliveryState.FAILED && each.hasBody())
                .toList();
    }

    private static List<IncomingView> replayable(List<DeliveryRow> rows) {
        return incoming(rows).filter(each -> !DeliveryText.isOpen(each) && each.hasBody()).toList();
    }

    private static List<Message> dead(List<DeliveryRow> rows) {
        return rows.stream()
                .flatMap(row ->
                        row instanceof DeliveryRow.Outgoing of
                                        && of.message().state().equals("dead")
                                ? Stream.of(of.message())
                                : Stream.empty())
                .toList();
    }
}
