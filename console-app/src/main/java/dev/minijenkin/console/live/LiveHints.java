package dev.minijenkin.console.live;

import dev.minijenkin.db.notify.Subscriber;
import dev.minijenkin.db.notify.Subscription;
import dev.minijenkin.db.notify.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Conflates the hints of the listener: ids gather in sets until the FX thread takes them all at
/// once. Hints come on the listener's thread; everything else happens on the FX thread.
public final class LiveHints implements Subscriber {
    private final Executor ui;
    private final List<Consumer<Changes>> subscribers = new ArrayList<>();
    private final ReadOnlyObjectWrapper<LinkState> state =
            new ReadOnlyObjectWrapper<>(new LinkState.Connecting());
    private final Object lock = new Object();
    // Guarded by lock.
    private Map<Topic, Set<Long>> gathered = new EnumMap<>(Topic.class);
    private boolean everything;
    private boolean scheduled;

    public LiveHints(Executor ui) {
        this.ui = ui;
    }

    public ReadOnlyObjectProperty<LinkState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public Subscription subscribe(Consumer<Changes> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    @Override
    public void hinted(Topic topic, Set<Long> ids) {
        synchronized (lock) {
            gathered.computeIfAbsent(topic, any -> new HashSet<>()).addAll(ids);
            schedule();
        }
    }

    @Override
    public void connected() {
        ui.execute(() -> state.set(new LinkState.Connected()));
        synchronized (lock) {
            everything = true;
            schedule();
        }
    }

    @Override
    public void lost(String reason) {
        ui.execute(() -> {
            if (!(state.get() instanceof LinkState.Lost)) {
                state.set(new LinkState.Lost(reason));
            }
        });
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            ui.execute(this::drain);
        }
    }

    private void drain() {
        Changes changes;
        synchronized (lock) {
            changes = new Changes(everything, gathered);
            gathered = new EnumMap<>(Topic.class);
            everything = false;
            scheduled = false;
        }
        List.copyOf(subscribers).forEach(subscriber -> subscriber.accept(changes));
    }
}
