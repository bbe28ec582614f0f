package dev.minijenkin.console;

import dev.minijenkin.console.command.CommandNews;
import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.connection.ConnectionMenu;
import dev.minijenkin.console.connection.ConnectionTarget;
import dev.minijenkin.console.connection.Connections;
import dev.minijenkin.console.connection.Profile;
import dev.minijenkin.console.frame.FrameController;
import dev.minijenkin.console.frame.FrameSource;
import dev.minijenkin.console.frame.FrameViewModel;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.PastKeys;
import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.frame.place.Destination;
import dev.minijenkin.console.frame.place.Links;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.live.LinkState;
import dev.minijenkin.console.news.Bell;
import dev.minijenkin.console.news.DesktopNotices;
import dev.minijenkin.console.palette.Offer;
import dev.minijenkin.console.palette.Palette;
import dev.minijenkin.console.palette.PaletteSearch;
import dev.minijenkin.console.part.Fxml;
import dev.minijenkin.console.past.PastQuestions;
import dev.minijenkin.console.past.TimeBars;
import dev.minijenkin.console.past.TimeMachine;
import dev.minijenkin.console.peek.Peek;
import dev.minijenkin.console.peek.PeekTarget;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.console.theme.ThemeSwitch;
import dev.minijenkin.console.trigger.TriggerDialog;
import dev.minijenkin.console.whatif.Foresight;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.overview.Attention;
import dev.minijenkin.db.view.runs.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Parent;

/// The frame around the screens put together, with what can be reached from everywhere: commands,
/// the trigger dialog, the palette, other connections. FX thread only.
final class SessionFrame {
    private final ScreenContext context;
    private final ThemeSwitch themes;
    private final Doors doors;
    private final FrameViewModel model;
    private final RunActions actions;
    private final TriggerDialog trigger;
    private final FrameController controller;
    private final SessionScreens screens;
    private final Bell bell;
    private final PastQuestions questions;

    /// What leads to other databases.
    ///
    /// @param target this one
    /// @param desktop tells things at once
    record Doors(Connections connections, ConnectionTarget target, DesktopNotices desktop) {}

    SessionFrame(ScreenContext context, ThemeSwitch themes, Doors doors) {
        this.context = context;
        this.themes = themes;
        this.doors = doors;
        this.model =
                new FrameViewModel(
                        context.hints(),
                        context.clock(),
                        context.background(),
                        context.sources().frame());
        CommandSender sender =
                new CommandSender(
                        context.background(),
                        context.hints(),
                        context.sources().commands(),
                        this::told);
        this.actions =
                new RunActions(
                        this::overlay,
                        sender,
                        context.notices()::say,
                        context.clock(),
                        model.answerProperty()
                                .map(answer -> answer.map(FrameSource.Answer::person)));
        actions.refuseWhile(context.machine().refusalProperty());
        actions.refuseWhile(context.hints().stateProperty().map(SessionFrame::refusal));
        this.questions =
                new PastQuestions(
                        context.machine(),
                        context.clock(),
                        context.background(),
                        context.sources().past()::page,
                        this::overlay,
                        context.notices()::say);
        TimeBars times =
                new TimeBars(
                        context.machine(),
                        context.clock(),
                        context.background(),
                        context.sources().past()::course,
                        questions::saveSlice);
        Foresight foresight = new Foresight(context.sources().whatIf(), context.background());
        actions.foresee(foresight::ofCancel);
        this.trigger =
                new TriggerDialog(
                        context.background(),
                        context.sources().trigger(),
                        sender,
                        context.memory());
        this.bell =
                new Bell(
                        context.hints(),
                        context.clock(),
                        context.background(),
                        context.sources().news(),
                        new Bell.Parts(
                                context.memory(),
                                doors.target().database().url().replaceFirst("[?].*$", ""),
                                context.navigator(),
                                doors.desktop(),
                                this::overlay,
                                context.notices()::say));
        this.screens =
                new SessionScreens(
                        context,
                        new ScreenActions(
                                actions,
                                foresight,
                                new Links(context.notices()::say),
                                this::runPipeline,
                                bell::toggle,
                                this::overlay));
        screens.onFirstAnswer(bell::attach);
        this.controller =
                new FrameController(
                        new FrameController.Parts(
                                model,
                                context.navigator(),
                                themes,
                                context.clock(),
                                context.notices(),
                                screens::of,
                                this::openPalette,
                                this::runPipeline,
                                new FrameController.Tool(bell.node(), bell::open),
                                new FrameController.Past(
                                        times.strip(), times.day(), pastKeys(context.machine())),
                                new FrameController.Connection(
                                        doors.target().name(), this::openConnections)));
        Fxml.load(controller, "FrameView.fxml");
        new Peek(context.background(), context.sources().peek(), SessionFrame::peekedAt)
                .listen(controller.node(), controller.overlay());
    }

    /// Nothing can be asked for while nobody hears it.
    private static String refusal(LinkState state) {
        return state instanceof LinkState.Lost
                ? "The connection is lost: nothing can be sent until it is back"
                : "";
    }

    private static PastKeys pastKeys(TimeMachine machine) {
        return new PastKeys(machine::isPast, machine::step, machine::toMark, machine::backToNow);
    }

    /// What a row of runs, jobs or attention is about.
    private static Optional<PeekTarget> peekedAt(Object row) {
        return switch (row) {
            case RunView run -> Optional.of(new PeekTarget.OfRun(run.id()));
            case Attention.FailedRun failed -> Optional.of(new PeekTarget.OfRun(failed.run().id()));
            case JobRow.OfJob of -> Optional.of(new PeekTarget.OfJob(of.job().id()));
            case JobRow.OfStep of -> Optional.of(new PeekTarget.OfJob(of.job().id()));
            case JobRow.OfGroup group ->
                    RunDetail.mostTelling(group.jobs()).map(job -> new PeekTarget.OfJob(job.id()));
            default -> Optional.empty();
        };
    }

    private void told(CommandNews news) {
        news.grace()
                .ifPresentOrElse(
                        grace ->
                                context.notices()
                                        .sayUndoable(
                                                news.sentence(), grace.lasts(), grace.takeBack()),
                        () -> told(news.sentence(), news.run()));
    }

    /// From elsewhere a notice leads to the run that it is about.
    private void told(String sentence, Optional<RunId> run) {
        Place here = context.navigator().placeProperty().get();
        context.notices()
                .say(
                        sentence,
                        run.<Place>map(Place.RunPlace::new)
                                .filter(place -> !place.equals(here))
                                .map(place ->
                                        new Notices.Offer(
                                                "Open", () -> context.navigator().go(place))));
    }

    Parent node() {
        return controller.node();
    }

    SessionScreens screens() {
        return screens;
    }

    private Overlay overlay() {
        return controller.overlay();
    }

    private void openConnections() {
        String who =
                model.answerProperty()
                        .get()
                        .map(answer -> FrameController.loggedIn(answer.person()))
                        .orElse("Not connected yet");
        ConnectionMenu.open(overlay(), doors.connections(), who);
    }

    private void runPipeline() {
        String refusal = actions.refusalProperty().get();
        if (refusal.isEmpty()) {
            trigger.open(overlay(), shownRun(), opener());
        } else {
            context.notices().say(refusal);
        }
    }

    private void runPipeline(PipelineId pipeline) {
        String refusal = actions.refusalProperty().get();
        if (refusal.isEmpty()) {
            trigger.open(overlay(), pipeline, opener());
        } else {
            context.notices().say(refusal);
        }
    }

    private Optional<RunId> shownRun() {
        return switch (context.navigator().placeProperty().get()) {
            case Place.RunPlace(var run) -> Optional.of(run);
            case Place.JobPlace(var run, var _) -> Optional.of(run);
            case Place.DifferPlace(var run) -> Optional.of(run);
            case Place.BesidePlace(var run, var _) -> Optional.of(run);
            case Place.RunLogPlace(var run) -> Optional.of(run);
            case Place.LogPlace(var run, var _, int _) -> Optional.of(run);
            case Place.OfAll _, Place.RunsPlace _ -> Optional.empty();
        };
    }

    /// Opens a run that was asked for as soon as it exists; where the person has gone elsewhere
    /// meanwhile, offers to.
    private Consumer<RunId> opener() {
        Place from = context.navigator().placeProperty().get();
        return run -> {
            if (context.navigator().placeProperty().get().equals(from) && !overlay().showing()) {
                context.navigator().go(new Place.RunPlace(run));
            } else {
                told("The run that was asked for has begun", Optional.of(run));
            }
        };
    }

    private void openPalette(Overlay overlay) {
        List<Offer> offers = new ArrayList<>();
        for (Deed deed : screens.of(context.navigator().placeProperty().get()).deeds()) {
            offers.add(
                    new Offer.Act(
                            new Offer.Words(
                                    deed.icon(),
                                    deed.title(),
                                    deed.subject(),
                                    deed.key(),
                                    Optional.empty()),
                            deed.action()));
        }
        offers.addAll(offers());
        for (Profile profile : doors.connections().profiles()) {
            offers.add(
                    new Offer.Act(
                            new Offer.Words(
                                    Icon.DATABASE, "Switch to " + profile.name(), "connection"),
                            () -> doors.connections().connect(profile)));
        }
        PaletteSearch search = new PaletteSearch(context.sources().palette(), this::runPipeline);
        new Palette(overlay, context.background(), search::find, offers, context.navigator()::go)
                .open();
    }

    private List<Offer> offers() {
        List<Offer> offers = new ArrayList<>();
        offers.add(
                new Offer.Act(
                        new Offer.Words(Icon.PLAY, "Run pipeline…", "on a branch, tag or commit"),
                        this::runPipeline));
        for (Destination destination : Destination.values()) {
            offers.add(
                    new Offer.Jump(
                            new Offer.Words(
                                    destination.icon(),
                                    destination.title(),
                                    "go there",
                                    destination.keys(),
                                    Optional.empty()),
                            destination.place()));
        }
        context.memory().now().filters().stream()
                .<Offer>map(filter ->
                        new Offer.Jump(
                                new Offer.Words(Icon.STAR, filter, "a filter that you keep"),
                                new Place.RunsPlace(filter)))
                .forEach(offers::add);
        offers.addAll(frameOffers());
        offers.addAll(pastOffers());
        return offers;
    }

    private List<Offer> pastOffers() {
        return List.of(
                new Offer.Act(
                        new Offer.Words(
                                Icon.HISTORY, "Look at a minute of the past…", "time machine"),
                        questions::lookAt),
                new Offer.Act(
                        new Offer.Words(
                                Icon.HISTORY,
                                "A minute back",
                                "time machine",
                                "[",
                                Optional.empty()),
                        () -> context.machine().step(-1)),
                new Offer.Act(
                        new Offer.Words(
                                Icon.HISTORY,
                                "Back to now",
                                "time machine",
                                "Esc",
                                Optional.empty()),
                        context.machine()::backToNow),
                new Offer.Act(
                        new Offer.Words(
                                Icon.SAVE, "Save a slice of the past…", "for a post-mortem"),
                        questions::saveSlice));
    }

    private List<Offer> frameOffers() {
        return List.of(
                new Offer.Jump(
                        new Offer.Words(Icon.FILTER, "Failed runs of today", "a filter of runs"),
                        new Place.RunsPlace("state:failure since:1d")),
                new Offer.Act(
                        new Offer.Words(Icon.DATABASE, "Connections…", "switch, add, change"),
                        this::openConnections),
                new Offer.Act(
                        new Offer.Words(Icon.BELL, "While you were away", "Ctrl B"), bell::open),
                new Offer.Act(new Offer.Words(Icon.LINES, "All keys", "F1"), controller::showKeys),
                new Offer.Act(
                        new Offer.Words(Icon.MOON, "Light or dark", "change the look"),
                        themes::toggle));
    }
}
