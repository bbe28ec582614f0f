package dev.minijenkin.console.deliveries;

import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.outbox.Message;
import dev.minijenkin.db.view.delivery.IncomingView;

/// What is shown: of what came in, or of what goes out.
enum DeliveryKind {
    CAME_IN("Came in"),
    FAILED("Failed"),
    WAITING("Waiting"),
    GOES_OUT("Goes out"),
    PENDING("Under way"),
    DEAD("Dead letters");

    private final String word;

    DeliveryKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean holds(IncomingView delivery) {
        return switch (this) {
            case CAME_IN -> true;
            case FAILED -> delivery.progress().state() == DeliveryState.FAILED;
            case WAITING -> delivery.progress().state() == DeliveryState.RECEIVED;
            case GOES_OUT, PENDING, DEAD -> false;
        };
    }

    boolean holds(Message message) {
        return switch (this) {
            case GOES_OUT -> true;
            case PENDING -> message.state().equals("pending");
            case DEAD -> message.state().equals("dead");
            case CAME_IN, FAILED, WAITING -> false;
        };
    }
}
