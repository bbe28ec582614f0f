package dev.minijenkin.console;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.connection.ConnectionMenu;
import dev.minijenkin.console.connection.ConnectionTarget;
import dev.minijenkin.console.connection.Connections;
import dev.minijenkin.console.connection.Profile;
import dev.minijenkin.console.frame.FrameController;
import dev.minijenkin.console.frame.FrameSource;
import dev.minijenkin.console.frame.FrameViewModel;
import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.palette.Palette;
import dev.minijenkin.console.palette.Palette.Offer;
import dev.minijenkin.console.palette.PaletteSearch;
import dev.minijenkin.console.part.Fxml;
import dev.minijenkin.console.theme.ThemeSwitch;
import dev.minijenkin.console.trigger.TriggerDialog;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Parent;

/// The frame around the screens put together, with what can be reached from everywhere: commands,
/// the trigger dialog, the palette, other connections. FX thread only.
final class SessionFrame {
    private final SessionScreens.Context context;
    private final ThemeSwitch themes;
    private final Doors doors;
    private final FrameViewModel model;
    private final RunActions actions;
    private final TriggerDialog trigger;
    private final FrameController controller;
    private final SessionScreens screens;

    /// What leads to other databases.
    ///
    /// @param target this one
    record Doors(Connections connections, ConnectionTarget target) {}

    SessionFrame(SessionScreens.Context context, ThemeSwitch themes, Doors doors) {
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
                        context.notices()::say);
        this.actions =
                new RunActions(
                        this::overlay,
                        sender,
                        context.notices()::say,
                        model.answerProperty()
                                .map(answer -> answer.map(FrameSource.Answer::person)));
        this.trigger = new TriggerDialog(context.background(), context.sources().trigger(), sender);
        this.screens =
                new SessionScreens(
                        context,
                        new SessionScreens.Actions(
                                actions, new Links(context.notices()::say), this::runPipeline));
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
                                new FrameController.Connection(
                                        doors.target().name(), this::openConnections)));
        Fxml.load(controller, "FrameView.fxml");
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
            trigger.open(overlay());
        } else {
            context.notices().say(refusal);
        }
    }

    private void openPalette(Overlay overlay) {
        List<Offer> offers = new ArrayList<>(offers());
        for (Profile profile : doors.connections().profiles()) {
            offers.add(
                    new Offer.Act(
                            Icon.DATABASE,
                            "Switch to " + profile.name(),
                            "connection",
                            () -> doors.connections().connect(profile)));
        }
        PaletteSearch search = new PaletteSearch(context.sources().palette());
        new Palette(overlay, context.background(), search::find, offers, context.navigator()::go)
                .open();
    }

    private List<Offer> offers() {
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
                new Offer.Act(Icon.LINES, "All keys", "F1", controller::showKeys),
                new Offer.Act(Icon.MOON, "Light or dark", "change the look", themes::toggle));
    }
}
