package dev.minijenkin.console.news;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.overview.attention.AttentionText;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.news.News;
import dev.minijenkin.db.view.overview.Attention;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Something that happened, as a person is told of it.
///
/// @param key tells it apart from all others
/// @param text more about it; empty: there is none
/// @param action on the button that leads to where it can be seen
record NewsItem(
        String key,
        StateShape sign,
        String title,
        String text,
        Instant at,
        String action,
        Place place) {
    /// What needs a person, the newest first.
    static List<NewsItem> needed(News news) {
        List<NewsItem> items = new ArrayList<>();
        for (News.WaitingApproval approval : news.approvals()) {
            items.add(
                    new NewsItem(
                            "approval " + approval.job().value(),
                            StateShape.WAITING,
                            approval.name() + " asks for " + approval.environment(),
                            approval.title() + " by " + approval.actor(),
                            approval.since(),
                            "Decide",
                            new Place.JobPlace(approval.run(), approval.job())));
        }
        for (Attention attention : news.attentions()) {
            AttentionText text = AttentionText.of(attention);
            items.add(
                    new NewsItem(
                            attention.key(),
                            attention instanceof Attention.FailedRun
                                    ? StateShape.FAILURE
                                    : StateShape.WAITING,
                            text.what(),
                            text.why(),
                            attention.since(),
                            "Why",
                            place(attention)));
        }
        for (News.SearchMatches found : news.searches()) {
            items.add(
                    new NewsItem(
                            "search " + found.search() + " " + found.job().value(),
                            StateShape.WAITING,
                            "“" + found.search() + "” was seen" + on(found.runner()),
                            found.lines() == 1
                                    ? "once; you saved this search"
                                    : "%,d times; you saved this search".formatted(found.lines()),
                            found.at(),
                            "Show",
                            new Place.LogPlace(
                                    found.run(), found.job(), Math.toIntExact(found.line()))));
        }
        items.sort((a, b) -> b.at().compareTo(a.at()));
        return items;
    }

    /// Runs that a person watches, as they ended; but for what needs them all the same.
    static List<NewsItem> watched(News news) {
        List<RunId> needed =
                news.attentions().stream()
                        .flatMap(attention ->
                                attention instanceof Attention.FailedRun failed
                                        ? Stream.of(failed.run().id())
                                        : Stream.empty())
                        .toList();
        return news.watched().stream()
                .filter(run -> !needed.contains(run.id()))
                .map(NewsItem::of)
                .toList();
    }

    private static NewsItem of(RunView run) {
        StateLook look = StateLooks.of(run);
        Instant finished = run.times().finished();
        Instant started = run.times().started();
        Duration usual = run.times().usual();
        String took =
                started == null || finished == null
                        ? "It never began"
                        : Durations.clock(Duration.between(started, finished))
                                + (usual == null ? "" : ", usual " + Durations.clock(usual));
        return new NewsItem(
                "run " + run.id().value() + " " + run.attempt(),
                look.shape(),
                run.name() + " " + word(look),
                took + ", " + run.origin().title(),
                finished == null ? run.times().created() : finished,
                "Open",
                new Place.RunPlace(run.id()));
    }

    private static String word(StateLook look) {
        return look.shape() == StateShape.SUCCESS ? "passed" : look.word().toLowerCase(Locale.ROOT);
    }

    private static String on(String runner) {
        return runner.isEmpty() ? "" : " on " + runner;
    }

    private static Place place(Attention attention) {
        return switch (attention) {
            case Attention.FailedRun failed -> new Place.RunPlace(failed.run().id());
            case Attention.UnschedulableJobs _ -> new Place.QueuePlace();
            case Attention.SilentRunner _ -> new Place.RunnersPlace();
            case Attention.KeptEnvironment _ -> new Place.DeploysPlace();
            case Attention.AwayRemote _, Attention.DeadLetters _, Attention.FailedDelivery _ ->
                    new Place.DeliveriesPlace();
        };
    }
}
