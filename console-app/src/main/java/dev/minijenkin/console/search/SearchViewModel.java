package dev.minijenkin.console.search;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.console.rows.RowsModel;
import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.search.SearchFacet;
import dev.minijenkin.db.search.SearchHit;
import dev.minijenkin.db.search.SearchPosition;
import dev.minijenkin.db.search.SearchSummary;
import dev.minijenkin.db.search.saved.SavedSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What is searched for in all logs, and what is found: first the lines, page by page, then how
/// often and where. FX thread only.
public final class SearchViewModel implements RowsModel<SearchViewModel.Found, SearchRow> {
    /// Whoever types goes on typing.
    private static final Duration PAUSE = Duration.ofMillis(250);

    /// Lines of a job that are shown before a person asks for all.
    private static final int SHOWN = 3;

    private final DatabaseClock clock;
    private final Background background;
    private final SearchSource source;
    private final Latest<SearchSource.Page> asking;
    private final Latest<SearchSummary> counting;
    private final StringProperty text = new SimpleStringProperty("");
    private final BooleanProperty regex = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper wrong = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<Found>> answer =
            new ReadOnlyObjectWrapper<>(Optional.of(Found.NOTHING));
    private final ReadOnlyObjectWrapper<Optional<SearchSummary>> summary =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<SavedSearch>> saved =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ObservableList<SearchRow> rows = FXCollections.observableArrayList();
    private final Set<ClaimId> opened = new HashSet<>();

    /// What was found so far.
    ///
    /// @param asked whether anything was looked for
    /// @param next where it goes on; empty: that is all
    /// @param allRead whether nothing had to be left out
    /// @param narrowed whether the index could leave out logs
    public record Found(
            boolean asked,
            List<FoundLine> lines,
            Optional<SearchPosition> next,
            boolean allRead,
            boolean narrowed) {
        static final Found NOTHING = new Found(false, List.of(), Optional.empty(), true, true);
    }

    public SearchViewModel(DatabaseClock clock, Background background, SearchSource source) {
        this.clock = clock;
        this.background = background;
        this.source = source;
        this.asking = new Latest<>(background, PAUSE);
        this.counting = new Latest<>(background, Duration.ZERO);
        text.subscribe((before, next) -> readNow());
        regex.subscribe((before, next) -> readNow());
    }

    @Override
    public void attach() {
        readSaved();
    }

    @Override
    public void detach() {
        counting.cancel();
    }

    /// Searches for what is written.
    @Override
    public void readNow() {
        asking.cancel();
        counting.cancel();
        wrong.set("");
        switch (WrittenSearch.of(text.get(), regex.get(), clock.get(), clock.zone())) {
            case WrittenSearch.Nothing() -> came(Found.NOTHING);
            case WrittenSearch.Wrong(String sentence) -> wrong.set(sentence);
            case WrittenSearch.Understood search -> ask(search);
        }
    }

    @Override
    public ReadOnlyObjectProperty<Optional<Found>> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    @Override
    public ObservableList<SearchRow> rows() {
        return rows;
    }

    /// What a person wrote.
    StringProperty textProperty() {
        return text;
    }

    /// Whether it is a regular expression.
    BooleanProperty regexProperty() {
        return regex;
    }

    /// What of it is not understood, in one sentence; empty where all is.
    ReadOnlyStringProperty wrongProperty() {
        return wrong.getReadOnlyProperty();
    }

    /// Whether an answer is awaited.
    ReadOnlyBooleanProperty searchingProperty() {
        return asking.pendingProperty();
    }

    /// How often, since when and where; empty until it is known.
    ReadOnlyObjectProperty<Optional<SearchSummary>> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<SavedSearch>> savedProperty() {
        return saved.getReadOnlyProperty();
    }

    /// Narrows the search to a value, or widens it again.
    void toggle(SearchFacet facet, String value) {
        text.set(WrittenSearch.toggled(text.get(), facet, value));
    }

    /// Searches for what somebody saved.
    void use(SavedSearch search) {
        // One of the two asks, with both.
        regex.set(search.regex());
        text.set(WrittenSearch.typed(search.words(), search.facets()));
    }

    /// Goes on where the last page ended.
    void more() {
        Found found = answer.get().orElse(Found.NOTHING);
        if (found.next().isPresent()
                && !asking.pendingProperty().get()
                && WrittenSearch.of(text.get(), regex.get(), clock.get(), clock.zone())
                        instanceof WrittenSearch.Understood search) {
            ask(search, found);
        }
    }

    /// Shows all lines of a job, or the first ones.
    void open(ClaimId claim, boolean all) {
        if (all ? opened.add(claim) : opened.remove(claim)) {
            layOut();
        }
    }

    /// Whether there is something that could be saved.
    boolean isUnderstood() {
        return WrittenSearch.of(text.get(), regex.get(), clock.get(), clock.zone())
                instanceof WrittenSearch.Understood;
    }

    /// Keeps what is written under a name.
    ///
    /// @param said takes a sentence that says what became of it
    void save(String name, Consumer<String> said) {
        if (WrittenSearch.of(text.get(), regex.get(), clock.get(), clock.zone())
                instanceof WrittenSearch.Understood search) {
            background.read(
                    () -> source.save(name, search),
                    fresh -> {
                        said.accept(
                                fresh
                                        ? "Saved the search as " + name
                                        : "There is a saved search '"
                                                + name
                                                + "' already: forget it first");
                        readSaved();
                    },
                    error -> said.accept("It could not be saved: " + error.getMessage()));
        }
    }

    /// Forgets a saved search.
    void forget(String name, Consumer<String> said) {
        background.read(
                () -> {
                    source.forget(name);
                    return true;
                },
                done -> {
                    said.accept("Forgot the saved search " + name);
                    readSaved();
                },
                error -> said.accept("It could not be forgotten: " + error.getMessage()));
    }

    private void readSaved() {
        background.read(source::saved, saved::set);
    }

    private void ask(WrittenSearch.Understood search) {
        if (rows.isEmpty()) {
            answer.set(Optional.empty());
        }
        opened.clear();
        ask(
                search,
                new Found(true, List.of(), Optional.empty(), true, search.query().isNarrowed()));
    }

    private void ask(WrittenSearch.Understood search, Found before) {
        boolean first = before.next().isEmpty();
        asking.ask(
                stale -> source.page(search, before.next()),
                page -> {
                    switch (page) {
                        case SearchSource.Page.Wrong(String sentence) -> {
                            came(Found.NOTHING);
                            wrong.set(sentence);
                        }
                        case SearchSource.Page.Of of -> {
                            List<FoundLine> lines = new ArrayList<>(before.lines());
                            lines.addAll(of.lines());
                            came(
                                    new Found(
                                            true,
                                            List.copyOf(lines),
                                            of.next(),
                                            before.allRead() && of.allRead(),
                                            before.narrowed()));
                            if (first && !lines.isEmpty()) {
                                counting.ask(
                                        stale -> source.summary(search),
                                        counted -> summary.set(Optional.of(counted)));
                            }
                        }
                    }
                },
                error -> {
                    came(new Found(true, List.of(), Optional.empty(), true, true));
                    problem.set(String.valueOf(error.getMessage()));
                });
        if (first) {
            summary.set(Optional.empty());
        }
    }

    private void came(Found found) {
        problem.set("");
        if (!found.asked() || found.lines().isEmpty()) {
            summary.set(Optional.empty());
        }
        answer.set(Optional.of(found));
        layOut();
    }

    private void layOut() {
        List<SearchRow> next = new ArrayList<>();
        Found found = answer.get().orElse(Found.NOTHING);
        List<FoundLine> lines = found.lines();
        for (int from = 0; from < lines.size(); ) {
            ClaimId claim = lines.get(from).hit().claim();
            int end = from + 1;
            while (end < lines.size() && lines.get(end).hit().claim().equals(claim)) {
                end++;
            }
            // The newest job first, and each log in its order.
            addJob(claim, lines.subList(from, end).reversed(), next);
            from = end;
        }
        if (found.next().isPresent()) {
            next.add(new SearchRow.More());
        }
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
    }

    private void addJob(ClaimId claim, List<FoundLine> lines, List<SearchRow> next) {
        SearchHit first = lines.getFirst().hit();
        next.add(
                new SearchRow.OfJob(
                        first.origin(), claim, lines.size(), lines.getLast().hit().at(), first));
        boolean all = opened.contains(claim) || lines.size() <= SHOWN + 1;
        lines.stream()
                .limit(all ? lines.size() : SHOWN)
                .forEach(line -> next.add(new SearchRow.OfLine(line)));
        if (!all) {
            next.add(new SearchRow.Folded(claim, lines.size() - SHOWN));
        }
    }
}
