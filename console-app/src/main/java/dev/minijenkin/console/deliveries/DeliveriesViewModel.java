package dev.minijenkin.console.deliveries;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.LiveReading;
import dev.minijenkin.console.rows.LiveRowsModel;
import dev.minijenkin.console.rows.Marks;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.delivery.DeliveryAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What came in and what goes out; of one of it the body, or the tries. FX thread only.
public final class DeliveriesViewModel implements LiveRowsModel<DeliveriesSource.Now, DeliveryRow> {
    private final LiveReading<DeliveriesSource.Now> reading;
    private final DeliveriesSource source;
    private final Latest<Detail> asking;
    private final ReadOnlyObjectWrapper<Detail> detail = new ReadOnlyObjectWrapper<>(Detail.NONE);
    private final ObservableList<DeliveryRow> rows = FXCollections.observableArrayList();
    private final Marks marks = new Marks();
    private DeliveryKind shown = DeliveryKind.CAME_IN;
    private Optional<DeliveryRow> selected = Optional.empty();

    /// What is read of what is selected.
    ///
    /// @param payload of what came in; empty: gone, or not known yet
    /// @param attempts of what goes out
    record Detail(String payload, List<DeliveryAttempt> attempts) {
        static final Detail NONE = new Detail("", List.of());
    }

    public DeliveriesViewModel(
            LiveHints hints, DatabaseClock clock, Background background, DeliveriesSource source) {
        this.source = source;
        this.asking = new Latest<>(background, Duration.ZERO);
        this.reading =
                new LiveReading<>(
                        hints,
                        clock,
                        background,
                        Set.of(Topic.DELIVERY, Topic.RUN, Topic.COMMAND),
                        source::now);
        reading.answerProperty().subscribe(answer -> answer.ifPresent(this::came));
    }

    @Override
    public LiveReading<DeliveriesSource.Now> reading() {
        return reading;
    }

    @Override
    public void detach() {
        LiveRowsModel.super.detach();
        asking.cancel();
    }

    @Override
    public ObservableList<DeliveryRow> rows() {
        return rows;
    }

    Marks marks() {
        return marks;
    }

    ReadOnlyObjectProperty<Detail> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    DeliveryKind shown() {
        return shown;
    }

    /// What is marked, as it is now.
    List<DeliveryRow> marked() {
        return marks.of(
                reading.answerProperty().get().map(now -> all(now).toList()).orElse(List.of()),
                DeliveryRow::key);
    }

    long count(DeliveryKind kind) {
        return reading.answerProperty()
                .get()
                .map(now ->
                        now.incoming().stream().filter(kind::holds).count()
                                + now.outgoing().messages().stream().filter(kind::holds).count())
                .orElse(0L);
    }

    void show(DeliveryKind kind) {
        shown = kind;
        layOut();
    }

    void mark(DeliveryRow row) {
        marks.toggle(row.key());
        layOut();
    }

    void unmarkAll() {
        marks.clear();
        layOut();
    }

    /// Is told what is selected, and reads more of it.
    void select(Optional<DeliveryRow> row) {
        boolean same = selected.map(DeliveryRow::key).equals(row.map(DeliveryRow::key));
        selected = row;
        if (!same) {
            detail.set(Detail.NONE);
            ask();
        }
    }

    private void ask() {
        asking.cancel();
        selected.ifPresent(row -> asking.ask(stale -> detail(row), detail::set));
    }

    private Detail detail(DeliveryRow row) {
        return switch (row) {
            case DeliveryRow.Incoming of ->
                    new Detail(source.payload(of.delivery().id()), List.of());
            case DeliveryRow.Outgoing of -> new Detail("", source.attempts(of.message().id()));
        };
    }

    private void came(DeliveriesSource.Now now) {
        marks.keepOnly(all(now).map(DeliveryRow::key).toList());
        layOut();
        if (selected.orElse(null) instanceof DeliveryRow.Outgoing) {
            ask();
        }
    }

    private Stream<DeliveryRow> all(DeliveriesSource.Now now) {
        return Stream.concat(
                now.incoming().stream()
                        .map(each -> new DeliveryRow.Incoming(each, marks.contains(each.id()))),
                now.outgoing().messages().stream()
                        .map(each -> new DeliveryRow.Outgoing(each, marks.contains(each.id()))));
    }

    void layOut() {
        List<DeliveryRow> next = new ArrayList<>();
        reading.answerProperty()
                .get()
                .ifPresent(now -> all(now).filter(this::isShown).forEach(next::add));
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
    }

    private boolean isShown(DeliveryRow row) {
        return switch (row) {
            case DeliveryRow.Incoming of -> shown.holds(of.delivery());
            case DeliveryRow.Outgoing of -> shown.holds(of.message());
        };
    }
}
