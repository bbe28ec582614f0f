package dev.minijenkin.console.audit;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.LiveReading;
import dev.minijenkin.console.rows.LiveRowsModel;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.audit.AuditedCommand;
import dev.minijenkin.db.view.audit.CommandCriteria;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Commands: those that are due in the order of their times, then the others by the day, the newest
/// first. FX thread only.
public final class AuditViewModel implements LiveRowsModel<List<AuditedCommand>, AuditRow> {
    static final int PAGE = 200;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);

    private final DatabaseClock clock;
    private final Background background;
    private final AuditSource source;
    private final LiveReading<List<AuditedCommand>> reading;
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper wrong = new ReadOnlyStringWrapper("");
    private final ObservableList<AuditRow> rows = FXCollections.observableArrayList();
    private AuditKind shown = AuditKind.ALL;

    // Read by workers too: what is asked for next.
    private volatile Asked asked = new Asked(CommandCriteria.ALL, PAGE);

    private record Asked(CommandCriteria criteria, int limit) {}

    public AuditViewModel(
            LiveHints hints, DatabaseClock clock, Background background, AuditSource source) {
        this.clock = clock;
        this.background = background;
        this.source = source;
        this.reading =
                new LiveReading<>(
                        hints,
                        clock,
                        background,
                        Set.of(Topic.COMMAND),
                        () -> {
                            Asked now = asked;
                            return source.commands(now.criteria(), now.limit());
                        });
        reading.answerProperty().subscribe(answer -> layOut());
        filter.subscribe((before, text) -> filtered(text));
    }

    @Override
    public LiveReading<List<AuditedCommand>> reading() {
        return reading;
    }

    @Override
    public ObservableList<AuditRow> rows() {
        return rows;
    }

    StringProperty filterProperty() {
        return filter;
    }

    /// What of the filter is not understood, in one sentence; empty where all is.
    ReadOnlyStringProperty wrongProperty() {
        return wrong.getReadOnlyProperty();
    }

    AuditKind shown() {
        return shown;
    }

    long count(AuditKind kind) {
        return commands().stream().filter(kind::holds).count();
    }

    void show(AuditKind kind) {
        shown = kind;
        layOut();
    }

    /// Reads older ones too.
    void older() {
        asked = new Asked(asked.criteria(), asked.limit() + PAGE);
        readNow();
    }

    /// Takes commands back that are not carried out yet.
    ///
    /// @param said takes a sentence that says what became of it
    void takeBack(List<AuditedCommand> commands, String reason, Consumer<String> said) {
        for (AuditedCommand command : commands) {
            background.read(
                    () -> source.withdraw(command.id(), reason),
                    withdrawn -> {
                        said.accept(
                                AuditText.named(command)
                                        + (withdrawn
                                                ? " was taken back"
                                                : " cannot be taken back any more"));
                        readNow();
                    },
                    error ->
                            said.accept(
                                    AuditText.named(command)
                                            + " could not be taken back: "
                                            + error.getMessage()));
        }
    }

    /// Saves all that the filter and the kind match, however old, as a table.
    ///
    /// @param said takes a sentence that says what became of it
    void save(Path file, Consumer<String> said) {
        CommandCriteria criteria = asked.criteria();
        AuditKind kind = shown;
        background.read(
                () ->
                        AuditCsv.write(
                                source.commands(criteria, Integer.MAX_VALUE).stream()
                                        .filter(kind::holds)
                                        .toList(),
                                file),
                saved ->
                        said.accept(
                                "%,d %s in %s"
                                        .formatted(
                                                saved, saved == 1 ? "command" : "commands", file)),
                error -> said.accept(String.valueOf(error.getMessage())));
    }

    private void filtered(String text) {
        AuditFilter understood = AuditFilter.of(text);
        wrong.set(understood.problem());
        if (understood.problem().isEmpty()) {
            asked = new Asked(understood.criteria(), PAGE);
            readNow();
        }
    }

    private List<AuditedCommand> commands() {
        return reading.answerProperty().get().orElse(List.of());
    }

    private void layOut() {
        List<AuditRow> next = new ArrayList<>();
        List<AuditedCommand> due =
                commands().stream()
                        .filter(AuditedCommand::pending)
                        .filter(shown::holds)
                        .sorted(Comparator.comparing(AuditedCommand::due))
                        .toList();
        add("Due", due, next);
        Map<LocalDate, List<AuditedCommand>> days = new LinkedHashMap<>();
        List<AuditedCommand> past =
                commands().stream().filter(command -> !command.pending()).toList();
        past.stream()
                .filter(shown::holds)
                .forEach(command ->
                        days.computeIfAbsent(
                                        command.created().atZone(clock.zone()).toLocalDate(),
                                        day -> new ArrayList<>())
                                .add(command));
        days.forEach((day, commands) -> add(title(day), commands, next));
        if (past.size() >= asked.limit()) {
            next.add(new AuditRow.Older());
        }
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
    }

    private static void add(String title, List<AuditedCommand> commands, List<AuditRow> next) {
        if (!commands.isEmpty()) {
            next.add(new AuditRow.Heading(title, commands.size()));
            commands.forEach(command -> next.add(new AuditRow.OfCommand(command)));
        }
    }

    private String title(LocalDate day) {
        LocalDate today = clock.get().atZone(clock.zone()).toLocalDate();
        if (day.equals(today)) {
            return "Today";
        }
        return day.equals(today.minusDays(1)) ? "Yesterday" : DAY.format(day);
    }
}
