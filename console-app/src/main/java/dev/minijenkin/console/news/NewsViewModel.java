package dev.minijenkin.console.news;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.LiveReading;
import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.memory.Watching;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.news.News;
import dev.minijenkin.db.view.news.NewsQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What happened since a person said that they have read all, and what they watch. What comes while
/// the console looks on is told to the desktop, once. FX thread only.
public final class NewsViewModel {
    /// Nobody reads more than that.
    private static final Duration LONGEST = Duration.ofDays(7);

    private final DatabaseClock clock;
    private final Memory memory;
    private final String database;
    private final LiveReading<News> reading;
    private final Consumer<NewsItem> desktop;
    private final ReadOnlyObjectWrapper<Unread> unread =
            new ReadOnlyObjectWrapper<>(new Unread(0, 0));
    private final ReadOnlyObjectWrapper<Watching> watching;
    private final Set<String> told = new HashSet<>();
    // Set on the FX thread, read by workers.
    private volatile NewsQuestion question;
    private boolean first = true;

    /// How many things there are to read.
    ///
    /// @param needed that need this person
    /// @param watched that ended meanwhile
    record Unread(int needed, int watched) {
        int all() {
            return needed + watched;
        }
    }

    /// What a session needs for its news.
    ///
    /// @param database tells it apart from others that the person connects to
    /// @param desktop is told what the desktop is to tell at once
    record Around(Memory memory, String database, Consumer<NewsItem> desktop) {}

    NewsViewModel(
            LiveHints hints,
            DatabaseClock clock,
            Background background,
            NewsSource source,
            Around around) {
        this.clock = clock;
        this.memory = around.memory();
        this.database = around.database();
        this.desktop = around.desktop();
        this.watching = new ReadOnlyObjectWrapper<>(memory.now().watching());
        this.question = question();
        this.reading =
                new LiveReading<>(
                        hints,
                        clock,
                        background,
                        Set.of(Topic.RUN, Topic.RUNNER, Topic.DELIVERY),
                        () -> source.since(question));
        reading.answerProperty().subscribe(news -> news.ifPresent(this::came));
    }

    /// From the first view on, until the session ends.
    void attach() {
        if (!watching.get().readUntil().containsKey(database)) {
            // Who comes for the first time was not away.
            change(known -> known.readUntil(database, clock.get().toEpochMilli()));
        }
        question = question();
        reading.attach();
    }

    /// Empty until the first answer.
    ReadOnlyObjectProperty<Optional<News>> newsProperty() {
        return reading.answerProperty();
    }

    /// How much there is to read.
    ReadOnlyObjectProperty<Unread> unreadProperty() {
        return unread.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Watching> watchingProperty() {
        return watching.getReadOnlyProperty();
    }

    /// Since when news are told.
    Instant since() {
        return question.since();
    }

    /// All that is known is read.
    void markRead() {
        newsProperty()
                .get()
                .ifPresent(news -> {
                    change(known -> known.readUntil(database, news.at().toEpochMilli()));
                    reading.readNow();
                });
    }

    boolean watches(String pipeline) {
        return watching.get().pipelines().contains(pipeline);
    }

    /// Watches a pipeline, or no more.
    ///
    /// @param pipeline its title: `shop-web / ci`
    void toggle(String pipeline) {
        change(known -> known.toggled(pipeline));
        reading.readNow();
    }

    void setNames(Set<String> names) {
        change(known -> known.withNames(names));
        reading.readNow();
    }

    void setDesktop(boolean wanted) {
        change(known -> known.withDesktop(wanted));
    }

    private void change(UnaryOperator<Watching> change) {
        Watching next = change.apply(watching.get());
        memory.change(known -> known.withWatching(next));
        watching.set(next);
        question = question();
    }

    private NewsQuestion question() {
        Watching known = watching.get();
        Instant earliest = clock.get().minus(LONGEST);
        Long read = known.readUntil().get(database);
        Instant since = read == null ? clock.get() : Instant.ofEpochMilli(read);
        return new NewsQuestion(
                since.isBefore(earliest) ? earliest : since, known.pipelines(), known.names());
    }

    private void came(News news) {
        List<NewsItem> needed = NewsItem.needed(news);
        List<NewsItem> watched = NewsItem.watched(news);
        unread.set(new Unread(needed.size(), watched.size()));
        List<NewsItem> items = Stream.concat(needed.stream(), watched.stream()).toList();
        for (NewsItem item : items) {
            boolean fresh = told.add(item.key());
            if (fresh && !first && watching.get().desktop()) {
                desktop.accept(item);
            }
        }
        first = false;
    }
}
