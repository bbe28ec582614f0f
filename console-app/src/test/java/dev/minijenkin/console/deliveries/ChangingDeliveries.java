package dev.minijenkin.console.deliveries;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.part.Fxml;
import dev.minijenkin.console.sample.ChangingRows;
import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.outbox.Message;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.view.delivery.DeliveryAttempt;
import dev.minijenkin.db.view.delivery.IncomingView;
import dev.minijenkin.db.view.delivery.OutgoingView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// What comes in, and what goes out.
public final class ChangingDeliveries implements DeliveriesSource, ChangingRows {
    private static final int MOST = 12;
    private static final List<String> STATES = List.of("dead", "pending", "delivered");

    private final Random random;
    private final List<IncomingView> incoming = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private long ids;

    public ChangingDeliveries(Random random) {
        this.random = random;
        for (int i = 0; i < MOST; i++) {
            add();
        }
    }

    @Override
    public Screen screen(Around around) {
        DeliveriesController controller =
                new DeliveriesController(
                        new DeliveriesController.Parts(
                                new DeliveriesViewModel(
                                        around.stage().hints(),
                                        around.stage().clock(),
                                        around.stage().background(),
                                        this),
                                around.navigator(),
                                around.notices(),
                                around.actions(),
                                around.stage().clock()));
        return Fxml.load(controller, "DeliveriesView.fxml", controller.parts());
    }

    @Override
    public Place place() {
        return new Place.DeliveriesPlace();
    }

    @Override
    public Now now() {
        return new Now(List.copyOf(incoming), new OutgoingView(List.copyOf(messages), List.of()));
    }

    @Override
    public String payload(DeliveryId delivery) {
        return "{}";
    }

    @Override
    public List<DeliveryAttempt> attempts(MessageId message) {
        return List.of();
    }

    @Override
    public void change() {
        switch (random.nextInt(3)) {
            case 0 -> add();
            case 1 -> {
                if (incoming.size() > 3 && messages.size() > 3) {
                    incoming.remove(random.nextInt(incoming.size()));
                    messages.remove(random.nextInt(messages.size()));
                }
            }
            default -> {
                int at = random.nextInt(incoming.size());
                incoming.set(at, incoming(incoming.get(at).id().value()));
                int other = random.nextInt(messages.size());
                messages.set(other, message(messages.get(other).id().value()));
            }
        }
    }

    private void add() {
        ids++;
        incoming.addFirst(incoming(ids));
        messages.addFirst(message(10_000 + ids));
        if (incoming.size() > MOST) {
            incoming.removeLast();
        }
        if (messages.size() > MOST) {
            messages.removeLast();
        }
    }

    private IncomingView incoming(long id) {
        DeliveryState[] states = DeliveryState.values();
        DeliveryState state = states[random.nextInt(states.length)];
        return new IncomingView(
                new DeliveryId(id),
                new IncomingView.What("shop", DeliverySource.GITHUB, "push"),
                new IncomingView.Progress(
                        state,
                        1,
                        state == DeliveryState.FAILED ? "no such commit" : "",
                        SettableClock.START),
                0,
                random.nextInt(4) > 0,
                SettableClock.START,
                random.nextBoolean()
                        ? List.of(new IncomingView.StartedRun(new RunId(20_000 + id), "ci #1"))
                        : List.of());
    }

    private Message message(long id) {
        return new Message(
                new MessageId(id),
                "pager",
                "run_failed",
                "shop / ci #" + id + " failed",
                STATES.get(random.nextInt(STATES.size())),
                3,
                "HTTP 503",
                SettableClock.START,
                SettableClock.START);
    }

    @Override
    public Set<String> things(Object row) {
        return switch ((DeliveryRow) row) {
            case DeliveryRow.Incoming of ->
                    Set.of(
                            "delivery " + of.delivery().id().value(),
                            "run " + (20_000 + of.delivery().id().value()));
            case DeliveryRow.Outgoing of -> Set.of("message " + of.message().id().value());
        };
    }
}
