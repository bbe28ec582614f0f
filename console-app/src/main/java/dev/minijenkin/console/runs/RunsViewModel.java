package dev.minijenkin.console.runs;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Changes;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.Refresh;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.Subscription;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.overview.Setup;
import dev.minijenkin.db.view.runs.RunCounts;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The list of runs. Rows change where they are; new ones come in at the top only while the person
/// is there and holds nothing, else they wait behind a pill. FX thread only.
public final class RunsViewModel {
    static final int PAGE = 100;
    static final int COUNT_LIMIT = 10_000;

    /// Whoever types a filter does not want each of its characters answered.
    private static final Duration PAUSE = Duration.ofMillis(120);

    private final LiveHints hints;
    private final Background background;
    private final RunsSource source;
    private final UnaryOperator<String> browser;
    private final RunRows rows = new RunRows();
    private final StringProperty filterText = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<RunCounts>> counts =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Setup>> setup =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyIntegerWrapper matching = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper();
    private final BooleanProperty atTop = new SimpleBooleanProperty(true);
    private final ReadOnlyObjectWrapper<List<String>> pipelines =
            new ReadOnlyObjectWrapper<>(List.of());
    private final Refresh<RunCounts> countRefresh;
    private final Map<RunId, RunView> behindPill = new HashMap<>();
    private final Set<Long> gathered = new HashSet<>();
    private Optional<Subscription> subscription = Optional.empty();
    private List<RunCriterion> criteria = List.of();
    private boolean drained = true;
    private boolean loadingMore;
    private boolean whole;
    private int generation;
    private final Latest<List<RunView>> search;
    private final Latest<Integer> counting;
    private final Latest<Place> logSearch;

    /// @param browser opens an address, and says in one sentence what came of it; called on a
    ///   worker
    public RunsViewModel(
            LiveHints hints,
            Background background,
            RunsSource source,
            UnaryOperator<String> browser) {
        this(hints, background, source, browser, PAUSE);
    }

    RunsViewModel(
            LiveHints hints,
            Background background,
            RunsSource source,
            UnaryOperator<String> browser,
            Duration pause) {
        this.hints = hints;
        this.background = background;
        this.source = source;
        this.browser = browser;
        this.search = new Latest<>(background, pause);
        this.counting = new Latest<>(background, pause);
        this.logSearch = new Latest<>(background, Duration.ZERO);
        this.countRefresh =
                new Refresh<>(
                        background, source::counts, answer -> counts.set(Optional.of(answer)));
        filterText.subscribe(this::filterChanged);
    }

    RunRows rows() {
        return rows;
    }

    StringProperty filterTextProperty() {
        return filterText;
    }

    /// What is wrong with the filter; empty: nothing.
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Why the rows could not be read, in one sentence; empty where they could.
    ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<RunCounts>> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Setup>> setupProperty() {
        return setup.getReadOnlyProperty();
    }

    /// As a filter names them; asked for when somebody begins to write one.
    ReadOnlyObjectProperty<List<String>> pipelinesProperty() {
        return pipelines.getReadOnlyProperty();
    }

    void findPipelines() {
        background.read(source::pipelines, pipelines::set);
    }

    /// How many runs meet the filter; -1 before that is known.
    ReadOnlyIntegerProperty matchingProperty() {
        return matching.getReadOnlyProperty();
    }

    /// New runs that wait behind the pill.
    ReadOnlyIntegerProperty waitingProperty() {
        return waiting.getReadOnlyProperty();
    }

    /// Set by the view: whether new rows may come in without moving what the person looks at.
    BooleanProperty atTopProperty() {
        return atTop;
    }

    public void attach() {
        if (subscription.isEmpty()) {
            subscription = Optional.of(hints.subscribe(this::changed));
            reload();
        }
    }

    public void detach() {
        subscription.ifPresent(Subscription::close);
        // Who has gone elsewhere is not taken to a log any more.
        logSearch.cancel();
        subscription = Optional.empty();
    }

    /// Whether the rows are still those of an earlier filter.
    ReadOnlyBooleanProperty searchingProperty() {
        return search.pendingProperty();
    }

    /// Does something with the rows of the filter that is set now, as soon as they are there.
    void whenFound(Runnable action) {
        search.afterAnswer(action);
    }

    /// The next page, where there is one.
    void loadMore() {
        if (loadingMore || whole || rows.isEmpty() || search.pendingProperty().get()) {
            return;
        }
        loadingMore = true;
        int asked = generation;
        List<RunCriterion> wanted = criteria;
        RunId before = rows.get(rows.size() - 1).id();
        background.read(
                () -> source.page(wanted, before, PAGE),
                page -> {
                    loadingMore = false;
                    if (asked == generation) {
                        whole = page.size() < PAGE;
                        rows.append(page);
                    }
                },
                error -> loadingMore = false);
    }

    /// Lets in what waits behind the pill.
    void showWaiting() {
        List<RunView> newer =
                behindPill.values().stream()
                        .sorted(
                                Comparator.comparingLong((RunView run) -> run.id().value())
                                        .reversed())
                        .toList();
        behindPill.clear();
        waiting.set(0);
        rows.update(newer, Map.of());
    }

    /// Finds the log of the job that a person wants to see first; the page of the run where it has
    /// no job.
    void findLog(RunView run, Consumer<Place> found) {
        logSearch.ask(
                stale ->
                        RunDetail.mostTelling(source.jobs(run.id()))
                                .<Place>map(job -> new Place.LogPlace(run.id(), job.id()))
                                .orElse(new Place.RunPlace(run.id())),
                found);
    }

    /// Opens the commit of a run, where its repository lives on the web.
    ///
    /// @param said is told what came of it
    void openCommit(RunView run, Consumer<String> said) {
        background.read(
                () -> {
                    String url = source.repositoryUrl(run.pipeline().repository());
                    return WebAddress.ofCommit(url, run.origin().commitSha())
                            .map(browser)
                            .orElse(
                                    run.pipeline().repositoryName()
                                            + " has no web address: it lies at "
                                            + url);
                },
                said);
    }

    private void filterChanged(String text) {
        RunFilter filter = RunFilter.of(text);
        problem.set(filter.problem());
        if (!filter.criteria().equals(criteria)) {
            criteria = filter.criteria();
            // What is known is of another filter.
            matching.set(-1);
            reload();
        }
    }

    /// Asks anew for all rows.
    void reload() {
        generation++;
        int limit = Math.max(PAGE, Math.min(rows.size(), 1000));
        List<RunCriterion> wanted = criteria;
        countRefresh.request();
        search.ask(
                stale -> source.page(wanted, null, limit),
                page -> {
                    failure.set("");
                    whole = page.size() < limit;
                    show(page);
                },
                error -> failure.set(String.valueOf(error.getMessage())));
        counting.ask(stale -> source.matching(wanted, COUNT_LIMIT), matching::set);
    }

    private void show(List<RunView> page) {
        behindPill.clear();
        waiting.set(0);
        if (!sameRuns(page)) {
            rows.replace(page);
        } else {
            Map<RunId, RunView> changed = new HashMap<>();
            page.forEach(run -> changed.put(run.id(), run));
            rows.update(List.of(), changed);
        }
        if (page.isEmpty() && criteria.isEmpty()) {
            background.read(
                    source::setup,
                    answer -> setup.set(Optional.of(answer)),
                    error -> failure.set(String.valueOf(error.getMessage())));
        }
    }

    private boolean sameRuns(List<RunView> page) {
        return page.stream()
                .map(RunView::id)
                .toList()
                .equals(rows.stream().map(RunView::id).toList());
    }

    private void changed(Changes changes) {
        if (changes.everything()) {
            reload();
        } else if (changes.touches(Topic.RUN)) {
            gathered.addAll(changes.ids(Topic.RUN));
            drain();
        }
    }

    /// One query at a time: what changes meanwhile is asked for by the next one.
    private void drain() {
        if (!drained || gathered.isEmpty()) {
            return;
        }
        drained = false;
        List<RunId> ids = gathered.stream().map(RunId::new).toList();
        gathered.clear();
        Set<RunId> shown = new HashSet<>();
        rows.forEach(run -> shown.add(run.id()));
        List<RunId> known = ids.stream().filter(shown::contains).toList();
        List<RunId> unknown = ids.stream().filter(id -> !shown.contains(id)).toList();
        List<RunCriterion> wanted = criteria;
        int asked = generation;
        countRefresh.request();
        background.read(
                () -> {
                    List<RunView> answer = new ArrayList<>();
                    if (!known.isEmpty()) {
                        answer.addAll(source.among(List.of(), known));
                    }
                    if (!unknown.isEmpty()) {
                        answer.addAll(source.among(wanted, unknown));
                    }
                    return answer;
                },
                answer -> {
                    if (asked == generation) {
                        apply(answer, shown);
                    }
                    drainedNow();
                },
                error -> drainedNow());
    }

    private void drainedNow() {
        drained = true;
        drain();
    }

    private void apply(List<RunView> answer, Set<RunId> shown) {
        Map<RunId, RunView> changed = new HashMap<>();
        long newest = rows.isEmpty() ? 0 : rows.get(0).id().value();
        for (RunView run : answer) {
            if (shown.contains(run.id())) {
                changed.put(run.id(), run);
            } else if (run.id().value() > newest) {
                behindPill.put(run.id(), run);
            }
        }
        if (!changed.isEmpty()) {
            rows.update(List.of(), changed);
        }
        waiting.set(behindPill.size());
        if (!behindPill.isEmpty() && (atTop.get() || rows.isEmpty())) {
            showWaiting();
        }
    }
}
