package dev.minijenkin.console;

import dev.minijenkin.console.audit.AuditController;
import dev.minijenkin.console.audit.AuditViewModel;
import dev.minijenkin.console.deliveries.DeliveriesController;
import dev.minijenkin.console.deliveries.DeliveriesViewModel;
import dev.minijenkin.console.deploys.DeploysController;
import dev.minijenkin.console.deploys.DeploysViewModel;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.insight.InsightsController;
import dev.minijenkin.console.insight.InsightsViewModel;
import dev.minijenkin.console.manage.ManageController;
import dev.minijenkin.console.manage.model.ManageViewModel;
import dev.minijenkin.console.overview.OverviewController;
import dev.minijenkin.console.overview.OverviewViewModel;
import dev.minijenkin.console.part.Fxml;
import dev.minijenkin.console.queue.QueueController;
import dev.minijenkin.console.queue.QueueViewModel;
import dev.minijenkin.console.runners.RunnersController;
import dev.minijenkin.console.runners.RunnersViewModel;
import dev.minijenkin.console.runs.RunsController;
import dev.minijenkin.console.runs.RunsViewModel;
import dev.minijenkin.console.runs.WebBrowser;
import dev.minijenkin.console.search.SearchController;
import dev.minijenkin.console.search.SearchViewModel;
import java.util.EnumMap;
import java.util.Map;
import javafx.application.Platform;

/// Which screen shows a place: one of each kind, put together when it is first asked for. FX thread
/// only.
final class SessionScreens {
    private final ScreenContext context;
    private final ScreenActions actions;
    private final RunScreens ofRun;
    private final OverviewViewModel overviewModel;
    private final Map<Kind, Screen> made = new EnumMap<>(Kind.class);

    private enum Kind {
        OVERVIEW,
        QUEUE,
        RUNNERS,
        DEPLOYS,
        DELIVERIES,
        SEARCH,
        INSIGHTS,
        AUDIT,
        MANAGE,
        RUNS,
        RUN,
        DIFFER,
        BESIDE,
        LOG
    }

    SessionScreens(ScreenContext context, ScreenActions actions) {
        this.context = context;
        this.actions = actions;
        this.ofRun = new RunScreens(context, actions);
        this.overviewModel =
                new OverviewViewModel(
                        context.hints(),
                        context.clock(),
                        context.background(),
                        context.sources().overview());
        context.machine().atProperty().subscribe(at -> overviewModel.readAgain());
    }

    Screen of(Place place) {
        return of(
                switch (place) {
                    case Place.OverviewPlace() -> Kind.OVERVIEW;
                    case Place.QueuePlace() -> Kind.QUEUE;
                    case Place.RunnersPlace() -> Kind.RUNNERS;
                    case Place.DeploysPlace() -> Kind.DEPLOYS;
                    case Place.DeliveriesPlace() -> Kind.DELIVERIES;
                    case Place.SearchPlace _ -> Kind.SEARCH;
                    case Place.InsightsPlace() -> Kind.INSIGHTS;
                    case Place.AuditPlace() -> Kind.AUDIT;
                    case Place.ManagePlace() -> Kind.MANAGE;
                    case Place.RunsPlace _ -> Kind.RUNS;
                    case Place.RunPlace _, Place.JobPlace _ -> Kind.RUN;
                    case Place.DifferPlace _ -> Kind.DIFFER;
                    case Place.BesidePlace _ -> Kind.BESIDE;
                    case Place.RunLogPlace _, Place.LogPlace _ -> Kind.LOG;
                });
    }

    private Screen of(Kind kind) {
        return made.computeIfAbsent(
                kind,
                any ->
                        switch (kind) {
                            case OVERVIEW -> overviewScreen();
                            case QUEUE -> queueScreen();
                            case RUNNERS -> runnersScreen();
                            case DEPLOYS -> deploysScreen();
                            case DELIVERIES -> deliveriesScreen();
                            case SEARCH -> searchScreen();
                            case INSIGHTS -> insightsScreen();
                            case AUDIT -> auditScreen();
                            case MANAGE -> manageScreen();
                            case RUNS -> runsScreen();
                            case RUN -> ofRun.run();
                            case DIFFER -> ofRun.differ();
                            case BESIDE -> ofRun.beside();
                            case LOG -> ofRun.log();
                        });
    }

    /// Makes the views that nobody has asked for yet, one at a time, so that the first step to each
    /// is as quick as the next ones.
    void makeReady() {
        of(Kind.RUNS);
        Platform.runLater(() -> {
            of(Kind.RUN);
            Platform.runLater(() -> of(Kind.LOG));
        });
    }

    /// Does something when the first view has its rows.
    void onFirstAnswer(Runnable action) {
        overviewModel.answerProperty().subscribe(answer -> answer.ifPresent(any -> action.run()));
    }

    private Screen overviewScreen() {
        OverviewController controller =
                new OverviewController(
                        new OverviewController.Parts(
                                overviewModel,
                                context.navigator(),
                                actions.ofRun(),
                                actions.runPipeline(),
                                context.machine(),
                                context.notices()::say));
        return Fxml.load(controller, "OverviewView.fxml", controller.parts());
    }

    private Screen queueScreen() {
        QueueViewModel model =
                new QueueViewModel(
                        context.hints(),
                        context.clock(),
                        context.background(),
                        context.sources().queue());
        context.machine().atProperty().subscribe(at -> model.reading().readAgain());
        QueueController controller =
                new QueueController(
                        new QueueController.Parts(
                                model,
                                context.navigator(),
                                context.notices(),
                                actions.ofRun(),
                                actions.foresight(),
                                context.machine().clock()));
        return Fxml.load(controller, "QueueView.fxml", controller.parts());
    }

    private Screen runnersScreen() {
        RunnersViewModel model =
                new RunnersViewModel(
                        context.hints(),
                        context.clock(),
                        context.background(),
                        context.sources().runners());
        context.machine().atProperty().subscribe(at -> model.reading().readAgain());
        return Fxml.load(
                new RunnersController(
                        new RunnersController.Parts(
                                model,
                                context.navigator(),
                                context.notices(),
                                actions.ofRun(),
                                context.machine().clock())),
                "RunnersView.fxml");
    }

    private Screen deploysScreen() {
        DeploysViewModel model =
                new DeploysViewModel(
                        context.hints(),
                        context.clock(),
                        context.background(),
                        context.sources().deploys());
        context.machine().atProperty().subscribe(at -> model.reading().readAgain());
        DeploysController controller =
                new DeploysController(
                        new DeploysController.Parts(
                                model,
                                context.navigator(),
                                context.notices(),
                                actions.ofRun(),
                                context.machine().clock()));
        return Fxml.load(controller, "DeploysView.fxml", controller.parts());
    }

    private Screen deliveriesScreen() {
        DeliveriesController controller =
                new DeliveriesController(
                        new DeliveriesController.Parts(
                                new DeliveriesViewModel(
                                        context.hints(),
                                        context.clock(),
                                        context.background(),
                                        context.sources().deliveries()),
                                context.navigator(),
                                context.notices(),
                                actions.ofRun(),
                                context.clock()));
        return Fxml.load(controller, "DeliveriesView.fxml", controller.parts());
    }

    private Screen searchScreen() {
        SearchController controller =
                new SearchController(
                        new SearchController.Parts(
                                new SearchViewModel(
                                        context.clock(),
                                        context.background(),
                                        context.sources().search()),
                                context.navigator(),
                                context.notices(),
                                actions.ofRun(),
                                context.clock()));
        return Fxml.load(controller, "SearchView.fxml", controller.parts());
    }

    private Screen insightsScreen() {
        InsightsController controller =
                new InsightsController(
                        new InsightsController.Parts(
                                new InsightsViewModel(
                                        context.hints(),
                                        context.clock(),
                                        context.background(),
                                        context.sources().insights()),
                                context.navigator(),
                                context.notices(),
                                context.clock()));
        return Fxml.load(controller, "InsightsView.fxml", controller.parts());
    }

    private Screen auditScreen() {
        return Fxml.load(
                new AuditController(
                        new AuditController.Parts(
                                new AuditViewModel(
                                        context.hints(),
                                        context.clock(),
                                        context.background(),
                                        context.sources().audit()),
                                context.navigator(),
                                context.notices(),
                                actions.ofRun(),
                                context.clock())),
                "AuditView.fxml");
    }

    private Screen manageScreen() {
        return Fxml.load(
                new ManageController(
                        new ManageController.Parts(
                                new ManageViewModel(
                                        context.hints(),
                                        context.clock(),
                                        context.background(),
                                        context.sources().manage()),
                                actions.ofRun(),
                                actions.foresight(),
                                actions.overlay(),
                                context.notices(),
                                context.clock())),
                "ManageView.fxml");
    }

    private Screen runsScreen() {
        RunsController controller =
                new RunsController(
                        new RunsController.Parts(
                                new RunsViewModel(
                                        context.hints(),
                                        context.background(),
                                        context.sources().runs(),
                                        WebBrowser::open),
                                context.navigator(),
                                context.notices(),
                                actions.ofRun(),
                                actions.runPipeline(),
                                context.clock(),
                                context.memory()));
        return Fxml.load(controller, "RunsView.fxml", controller.parts());
    }
}
