package dev.minijenkin.console.queue;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.queue.QueuedWork;

/// What must happen next before something begins; what is worst comes first.
enum QueueGroup {
    NO_RUNNER("No runner can take it", "No runner", Icon.LABEL),
    PERSON("Waits for a person", "Person", Icon.PERSON),
    LOCK("Waits for a deployment lock", "Lock", Icon.LOCK),
    TURN("Waits for its turn or its time", "Turn", Icon.CLOCK),
    LIMIT("Waits for a limit", "Limit", Icon.LIMIT),
    SLOT("Waits for a slot", "Slot", Icon.RUNNER);

    private final String title;
    private final String word;
    private final Icon icon;

    QueueGroup(String title, String word, Icon icon) {
        this.title = title;
        this.word = word;
        this.icon = icon;
    }

    static QueueGroup of(QueuedWork work) {
        QueuedWork.Waiting waiting = work.waiting();
        WaitingReason reason = waiting.reason();
        if (reason == null) {
            return !waiting.asked().served()
                    ? NO_RUNNER
                    : waiting.fullLimit().isEmpty() ? SLOT : LIMIT;
        }
        return work.held().isPresent()
                ? PERSON
                : switch (reason) {
                    case APPROVAL, HOLD -> PERSON;
                    case DEPLOYMENT_LOCK -> LOCK;
                    case CONCURRENCY, WAIT_TIMER -> TURN;
                };
    }

    /// Whether nothing happens unless a person acts.
    boolean calls() {
        return this == NO_RUNNER || this == PERSON;
    }

    String title() {
        return title;
    }

    /// On its segment.
    String word() {
        return word;
    }

    Icon icon() {
        return icon;
    }
}
