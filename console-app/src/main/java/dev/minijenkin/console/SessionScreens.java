package dev.minijenkin.console;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.connection.ConnectionMenu;
import dev.minijenkin.console.connection.ConnectionTarget;
import dev.minijenkin.console.connection.Connections;
import dev.minijenkin.console.connection.Profile;
import dev.minijenkin.console.frame.FrameController;
import dev.minijenkin.console.frame.FrameViewModel;
import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.Palette;
import dev.minijenkin.console.frame.Palette.Offer;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.log.LogController;
import dev.minijenkin.console.overview.OverviewController;
import dev.minijenkin.console.overview.OverviewViewModel;
import dev.minijenkin.console.part.Fxml;
import dev.minijenkin.console.run.AttemptOf;
import dev.minijenkin.console.run.RunController;
import dev.minijenkin.console.run.RunDetail;
import dev.minijenkin.console.run.RunFollower;
import dev.minijenkin.console.runs.RunsController;
import dev.minijenkin.console.runs.RunsViewModel;
import dev.minijenkin.console.theme.ThemeSwitch;
import dev.minijenkin.console.trigger.TriggerDialog;
import dev.minijenkin.db.view.runs.RunView;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Parent;

/// The console put together: the frame, and one screen of each kind. FX thread only.
final class SessionScreens {
    private final LiveHints hints;
    private final DatabaseClock clock;
    private final Background background;
    private final DatabaseSources sources;
    private final Navigator navigator = new Navigator();
    private final Notices notices;
    private final Doors doors;
    private final FrameViewModel model;
    private final Links links;
    private final RunActions actions;
    private final TriggerDialog trigger;
    private final FrameController frame;
    private final Parent node;
    private final OverviewViewModel overviewModel;
    private final Lazy<Screen> overview = new Lazy<>(this::overviewScreen);
    private final Lazy<Screen> runs = new Lazy<>(this::runsScreen);
    private final Lazy<Screen> run = new Lazy<>(this::runScreen);
    private final Lazy<Screen> log = new Lazy<>(this::logScreen);

    /// What leads to other databases.
    ///
    /// @param opening of this one
    record Doors(Connections connections, ConnectionTarget opening) {}

    SessionScreens(
            LiveHints hints,
            DatabaseClock clock,
            Background background,
            DatabaseLink link,
            ThemeSwitch themes,
            Notices notices,
            Doors doors) {
        this.hints = hints;
        this.clock = clock;
        this.background = background;
        this.sources = link.sources();
        this.overviewModel = new OverviewViewModel(hints, clock, background, link.overview());
        this.notices = notices;
        this.doors = doors;
        this.links = new Links(notices::say);
        this.model = new FrameViewModel(hints, clock, background, link.frame());
        CommandSender sender =
                new CommandSender(
                        background, hints, sources::insert, sources::result, notices::say);
        this.actions =
                new RunActions(
                        this::overlay,
                        sender,
                        notices::say,
                        model.answerProperty()
                                .map(answer -> answer.map(FrameViewModel.Answer::person)));
        this.trigger = new TriggerDialog(background, sources, sender);
        this.frame =
                new FrameController(
                        new FrameController.Parts(
                                model,
                                navigator,
                                themes,
                                clock,
                                notices,
                                this::screen,
                                overlay -> palette(overlay, themes),
                                new FrameController.Connection(
                                        doors.opening().name(), this::openConnections)));
        Fxml.load(frame, "FrameView.fxml");
        this.node = frame.node();
    }

    Parent node() {
        return node;
    }

    Navigator navigator() {
        return navigator;
    }

    /// Makes the views that nobody has asked for yet, one at a time, so that the first step to each
    /// is as quick as the next ones.
    void makeReady() {
        runs.get();
        Platform.runLater(() -> {
            run.get();
            Platform.runLater(log::get);
        });
    }

    void say(String sentence) {
        notices.say(sentence);
    }

    /// Does something when the first view has its rows.
    void onFirstAnswer(Runnable action) {
        overviewModel.answerProperty().subscribe(answer -> answer.ifPresent(any -> action.run()));
    }

    private void openConnections() {
        String now =
                model.answerProperty()
                        .get()
                        .map(answer -> FrameController.loggedIn(answer.person()))
                        .orElse("Not connected yet");
        ConnectionMenu.open(overlay(), doors.connections(), now);
    }

    private Overlay overlay() {
        return frame.overlay();
    }

    private Screen screen(Place place) {
        return switch (place) {
            case Place.OverviewPlace() -> overview.get();
            case Place.RunsPlace _ -> runs.get();
            case Place.RunPlace _ -> run.get();
            case Place.RunLogPlace _, Place.LogPlace _ -> log.get();
        };
    }

    private Screen overviewScreen() {
        return Fxml.load(
                new OverviewController(overviewModel, navigator, actions, this::runPipeline, clock),
                "OverviewView.fxml");
    }

    private Screen runsScreen() {
        RunsController controller =
                new RunsController(
                        new RunsViewModel(hints, background, sources),
                        navigator,
                        actions,
                        new RunsController.RunsActions(
                                this::openLog, this::openInBrowser, this::runPipeline),
                        clock);
        return Fxml.load(controller, "RunsView.fxml", controller.parts());
    }

    private Screen runScreen() {
        RunController controller = new RunController(follower(), navigator, actions, links, clock);
        return Fxml.load(controller, "RunView.fxml", controller.parts());
    }

    private Screen logScreen() {
        LogController controller =
                new LogController(
                        new LogController.Parts(
                                background,
                                follower(),
                                sources,
                                notices::say,
                                navigator,
                                actions,
                                links,
                                clock));
        return Fxml.load(controller, "LogView.fxml", controller.parts());
    }

    private RunFollower follower() {
        return new RunFollower(hints, clock, background, sources);
    }

    private void runPipeline() {
        String refusal = actions.refusalProperty().get();
        if (refusal.isEmpty()) {
            trigger.open(overlay());
        } else {
            notices.say(refusal);
        }
    }

    /// Opens the log of the job that a person wants to see first: one that failed, else one that
    /// runs, else the first that wrote something.
    private void openLog(RunView of) {
        background.read(
                () -> sources.detail(new AttemptOf.Current(of.id())),
                detail ->
                        detail.flatMap(found -> RunDetail.mostTelling(found.jobs()))
                                .ifPresentOrElse(
                                        job -> navigator.go(new Place.LogPlace(of.id(), job.id())),
                                        () -> navigator.go(new Place.RunPlace(of.id()))));
    }

    /// The commit of a run, where its repository lives on the web.
    private void openInBrowser(RunView of) {
        background.read(
                () -> {
                    String url = sources.url(of.pipeline().repository());
                    return WebAddress.ofCommit(url, of.origin().commitSha())
                            .map(WebBrowser::open)
                            .orElse(
                                    of.pipeline().repositoryName()
                                            + " has no web address: it lies at "
                                            + url);
                },
                notices::say);
    }

    private Palette palette(Overlay overlay, ThemeSwitch themes) {
        List<Offer> offers = new ArrayList<>(actions(themes));
        for (Profile profile : doors.connections().profiles()) {
            offers.add(
                    new Offer.Act(
                            Icon.DATABASE,
                            "Switch to " + profile.name(),
                            "connection",
                            () -> doors.connections().connect(profile)));
        }
        PaletteSearch search = new PaletteSearch(sources, sources);
        return new Palette(overlay, background, search::find, offers, navigator::go);
    }

    private List<Offer> actions(ThemeSwitch themes) {
        return List.of(
                new Offer.Act(
                        Icon.PLAY,
                        "Run pipeline…",
                        "on a branch, tag or commit",
                        this::runPipeline),
                new Offer.Jump(Icon.OVERVIEW, "Overview", "go there", new Place.OverviewPlace()),
                new Offer.Jump(Icon.RUNS, "Runs", "go there", new Place.RunsPlace("")),
                new Offer.Jump(
                        Icon.FILTER,
                        "Failed runs of today",
                        "a filter of runs",
                        new Place.RunsPlace("state:failure since:1d")),
                new Offer.Act(
                        Icon.DATABASE,
                        "Connections…",
                        "switch, add, change",
                        this::openConnections),
                new Offer.Act(Icon.LINES, "All keys", "F1", () -> frame.showKeys()),
                new Offer.Act(Icon.MOON, "Light or dark", "change the look", themes::toggle));
    }
}
