package dev.minijenkin.console.run;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Deed;
import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.part.FittingRow;
import dev.minijenkin.console.part.HeadOverList;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.SidePane;
import dev.minijenkin.console.part.SteadyList;
import dev.minijenkin.console.part.ZoomBar;
import dev.minijenkin.console.peek.FirstError;
import dev.minijenkin.console.product.ProductPages;
import dev.minijenkin.console.product.ProductsPane;
import dev.minijenkin.console.product.ProductsViewModel;
import dev.minijenkin.console.ribbon.RedRibbon;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.view.redgreen.RedStretch;
import dev.minijenkin.db.view.run.JobView;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds the page of a run: its jobs and steps, or its broken workflow file.
public final class RunController implements Screen {
    private final Parts parts;
    private final RunViewModel model;
    private final JobActs jobActs;
    private final RunHeadController headPart;
    private final WorkflowFileController filePart = new WorkflowFileController();
    private final AnnotationsController sidePart;
    private final RunCopies copies;

    @FXML private StackPane root;
    @FXML private VBox page;
    @FXML private Placeholder placeholder;
    @FXML private SteadyList<JobRow> jobs;
    @FXML private Label noJobs;
    @FXML private FittingRow jobKeys;
    @FXML private FittingRow fileKeys;
    @FXML private FittingRow pageKeys;
    @FXML private ProductPages pages;
    @FXML private VBox body;
    @FXML private ScrollPane graphArea;
    @FXML private StackPane graphBox;
    @FXML private ZoomBar graphZoom;
    @FXML private TimeHead timeHead;
    @FXML private Label summary;
    @FXML private SidePane sides;
    @FXML private RedRibbon ribbon;

    private Optional<RunBody> bodyPart = Optional.empty();
    // Whether the row that a person wants to see first is still to be selected.
    private boolean opening;
    private Optional<RunId> opened = Optional.empty();
    private Optional<JobId> wantedJob = Optional.empty();

    /// What the page of a run is made of.
    ///
    /// @param watch watches a pipeline, by its title, or no more
    /// @param open opens an address of the web
    /// @param say tells the person one sentence
    /// @param offer tells one, with what can be done next
    public record Parts(
            RunViewModel model,
            ProductsViewModel products,
            Navigator navigator,
            RunActions actions,
            Links links,
            Consumer<String> watch,
            DatabaseClock clock,
            Consumer<String> open,
            Consumer<String> say,
            BiConsumer<String, Notices.Offer> offer,
            Memory memory) {}

    public RunController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.jobActs = new JobActs(model, parts.actions(), parts.say());
        this.copies =
                new RunCopies(
                        model,
                        parts.clock(),
                        parts.say(),
                        parts.offer(),
                        new RunCopies.Page(
                                () -> ribbon.text(),
                                () -> List.copyOf(root.getScene().getStylesheets())));
        this.headPart =
                new RunHeadController(
                        parts.navigator(),
                        parts.actions(),
                        parts.links(),
                        parts.clock(),
                        this::showAttempt);
        this.sidePart =
                new AnnotationsController(
                        this::goTo,
                        new ProductsPane(
                                parts.products(),
                                new ProductsPane.Doors(
                                        () -> pages.toggleTests(),
                                        () -> pages.toggleSummary(),
                                        parts.open())));
    }

    /// Controllers of the views that this one includes.
    public List<Object> parts() {
        return List.of(headPart, filePart, sidePart);
    }

    /// Looks further than the run: since when its branch is red, and what its first error is.
    ///
    /// @param stretches around runs; empty where their branch is not red
    /// @param errors the first ones of runs
    public void lookFurther(
            Function<RunId, Optional<RedStretch>> stretches,
            Function<RunId, Optional<FirstError>> errors,
            Background background) {
        copies.lookFurther(errors, background);
        ribbon.follow(
                stretches,
                background,
                parts.clock(),
                run -> parts.navigator().go(new Place.DifferPlace(run)));
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        wantedJob = Optional.empty();
        if (place instanceof Place.RunPlace(var run)) {
            show(run);
        } else if (place instanceof Place.JobPlace(var run, var job)) {
            wantedJob = Optional.of(job);
            show(run);
            opening = true;
        }
        jobs.letGo();
        model.detailProperty().get().ifPresent(this::chooseFirst);
    }

    /// Who comes back to the run finds selected what was.
    private void show(RunId run) {
        if (opened.filter(run::equals).isEmpty()) {
            opening = true;
            closePages();
        }
        opened = Optional.of(run);
        model.show(new AttemptOf.Current(run));
    }

    private void showAttempt(AttemptOf attempt) {
        opening = true;
        model.show(attempt);
    }

    @Override
    public void hide() {
        closePages();
        model.leave();
    }

    /// What was opened in the place of the jobs was of one run.
    private void closePages() {
        pages.close();
        bodyPart.ifPresent(RunBody::forgetFile);
    }

    @FXML
    private void initialize() {
        jobs.setAccessibleText("Jobs and steps");
        jobs.tellApart(JobRow::key, parts.clock());
        jobs.follow(model.rows());
        jobs.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> {
                    Optional<JobRow> selected = Optional.ofNullable(row);
                    model.selected(selected);
                    selected.ifPresent(of -> bodyPart.ifPresent(under -> under.selected(of)));
                });
        HeadOverList.keep(timeHead, jobs);
        jobs.setCellFactory(view ->
                new JobCell(
                        parts.clock(),
                        () -> model.detailProperty().get(),
                        model.timeline(),
                        row -> opened(model.toggle(row)),
                        holder -> parts.navigator().go(new Place.RunPlace(holder.run()))));
        jobs.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                enter();
            }
        });
        pages.follow(
                parts.products(),
                parts.clock(),
                new ProductPages.Doors(
                        job -> model.logOf(job).ifPresent(parts.navigator()::go),
                        parts.open(),
                        parts.say()));
        RunBody under =
                new RunBody(
                        model,
                        filePart,
                        new RunBody.Nodes(
                                body, jobs, noJobs, graphArea, graphBox, graphZoom, timeHead, pages,
                                jobKeys, fileKeys, pageKeys),
                        node -> model.rowOfNode(node).ifPresent(this::reveal),
                        this::openNode,
                        parts.clock(),
                        parts.memory());
        bodyPart = Optional.of(under);
        headPart.follow(under);
        headPart.onAnnotations(this::openAnnotations);
        sides.drawerProperty().subscribe(drawer -> offerAnnotations());
        parts.products().productsProperty().subscribe(any -> offerAnnotations());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        model.detailProperty()
                .subscribe(detail -> {
                    boolean first = !page.isVisible() && detail.isPresent();
                    page.setVisible(detail.isPresent());
                    detail.ifPresentOrElse(this::show, headPart::forget);
                    if (first) {
                        focus();
                    }
                });
        model.knownProperty()
                .subscribe(known ->
                        RunPlaceholder.show(placeholder, known, model::again, parts.navigator()));
    }

    @Override
    public void focus() {
        if (page.isVisible()) {
            bodyPart.ifPresent(RunBody::focus);
        } else {
            root.requestFocus();
        }
    }

    @Override
    public List<Deed> deeds() {
        return model.detailProperty()
                .get()
                .map(detail ->
                        RunDeeds.of(
                                detail,
                                headPart,
                                jobs.selected(),
                                model.holder(jobs.selected()),
                                new RunDeeds.Acts(
                                        jobActs::rerun,
                                        jobActs::approve,
                                        jobActs::reject,
                                        this::openLog,
                                        this::openBeside,
                                        this::openWholeLog,
                                        this::openHolder,
                                        () -> bodyPart.ifPresent(RunBody::toggleFile),
                                        () -> bodyPart.ifPresent(RunBody::toggleGraph),
                                        () -> bodyPart.ifPresent(RunBody::toggleTimeline),
                                        this::zoom,
                                        copies::picture,
                                        pages::toggleTests,
                                        pages::toggleSummary,
                                        this::openArtifacts,
                                        this::watch)))
                .orElse(List.of());
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.isShiftDown() && moves(event.getCode())) {
            event.consume();
            return;
        }
        boolean arrow = event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT;
        if (arrow && bodyPart.filter(RunBody::graphHasFocus).isPresent()) {
            return;
        }
        switch (event.getCode()) {
            case ENTER -> {
                if (!jobs.isFocused()) {
                    return;
                }
                enter();
            }
            case B -> openDiffer();
            case I -> {
                if (event.isShiftDown()) {
                    copies.picture();
                } else {
                    copies.incident();
                }
            }
            case L -> openLog();
            case DIGIT2 -> openBeside();
            case W -> openWholeLog();
            case R -> headPart.rerun();
            case F -> headPart.rerunFailed();
            case X -> headPart.cancel();
            case C -> headPart.copyLink();
            case J -> withRow(jobActs::rerun);
            case P -> withRow(jobActs::approve);
            case D -> withRow(jobActs::reject);
            case N -> nextFailure();
            case E -> bodyPart.ifPresent(RunBody::revealNextError);
            case H -> openHolder();
            case V -> bodyPart.ifPresent(RunBody::toggleGraph);
            case T -> bodyPart.ifPresent(RunBody::toggleTimeline);
            case Y -> bodyPart.ifPresent(RunBody::toggleFile);
            case A -> openAnnotations();
            case K -> pages.toggleTests();
            case S -> pages.toggleSummary();
            case O -> openArtifacts();
            case M -> watch();
            case PLUS, ADD, EQUALS -> zoom(ZoomWish.LARGER);
            case MINUS, SUBTRACT -> zoom(ZoomWish.SMALLER);
            case DIGIT0, NUMPAD0 -> zoom(ZoomWish.USUAL);
            case Z -> zoom(ZoomWish.FIT);
            case RIGHT -> withRow(row -> opened(model.open(row, true)));
            case LEFT -> withRow(row -> opened(model.open(row, false)));
            case ESCAPE, BACK_SPACE -> back();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void zoom(ZoomWish wish) {
        if (bodyPart.filter(under -> under.zoom(wish)).isEmpty()) {
            parts.say()
                    .accept(
                            "Nothing is drawn: V draws what jobs need, T lays jobs on a line of time");
        }
    }

    /// Up and down mark rows, or walk the list: they move a graph only from within.
    private boolean moves(KeyCode code) {
        boolean inGraph = bodyPart.filter(RunBody::graphHasFocus).isPresent();
        int across = code == KeyCode.LEFT ? -1 : code == KeyCode.RIGHT ? 1 : 0;
        int down = !inGraph ? 0 : code == KeyCode.UP ? -1 : code == KeyCode.DOWN ? 1 : 0;
        if (across == 0 && down == 0) {
            return false;
        }
        bodyPart.ifPresent(under -> under.move(across, down));
        return true;
    }

    private void back() {
        if (sides.close()) {
            focus();
        } else if (!pages.close() && bodyPart.filter(RunBody::closeFile).isEmpty()) {
            parts.navigator().back();
        }
    }

    private void withRow(Consumer<JobRow> action) {
        if (jobs.isVisible()) {
            jobs.withSelected(action, parts.say());
        }
    }

    /// The drawer, where they have no room beside the jobs; else the focus goes to them.
    private void openAnnotations() {
        if (sides.getSide().isManaged()) {
            boolean closes = sides.drawerProperty().get() && sides.openProperty().get();
            sides.openProperty().set(!closes);
            Platform.runLater(closes ? this::focus : sidePart::focus);
        }
    }

    private void watch() {
        model.detailProperty()
                .get()
                .ifPresent(detail -> parts.watch().accept(detail.run().pipeline().title()));
    }

    private void openArtifacts() {
        if (!parts.products().hasArtifacts()) {
            parts.say().accept("No job of this run has kept an artifact");
            return;
        }
        sides.openProperty().set(true);
        Platform.runLater(sidePart::focusArtifacts);
    }

    private void offerAnnotations() {
        headPart.offerAnnotations(
                sides.drawerProperty().get() && sides.getSide().isManaged()
                        ? sidePart.summary()
                        : "");
    }

    /// A group opens; a job or step leads to its log.
    private void enter() {
        withRow(row -> {
            if (row instanceof JobRow.OfGroup group) {
                opened(model.toggle(group));
            } else {
                model.logOf(row).ifPresent(parts.navigator()::go);
            }
        });
    }

    /// A job leads to its log; of several the one that a person wants to see is selected among the
    /// others.
    private void openNode(String node) {
        List<JobView> of = model.jobsOf(node);
        if (of.size() == 1) {
            model.logOf(of.getFirst().id()).ifPresent(parts.navigator()::go);
        } else {
            RunDetail.mostTelling(of)
                    .ifPresent(job -> {
                        reveal(model.rowOf(job.id()));
                        jobs.requestFocus();
                    });
        }
    }

    private void openHolder() {
        model.holder(jobs.selected())
                .ifPresentOrElse(
                        holder -> parts.navigator().go(new Place.RunPlace(holder.run())),
                        () -> parts.say().accept("It waits for nothing that another run holds"));
    }

    private void openDiffer() {
        if (ribbon.hasGreen()) {
            opened.ifPresent(run -> parts.navigator().go(new Place.DifferPlace(run)));
        } else {
            parts.say()
                    .accept(
                            "There is nothing to compare: the run is not red, or its branch was never green");
        }
    }

    private void openWholeLog() {
        model.wholeLog().ifPresent(parts.navigator()::go);
    }

    private void openLog() {
        withRow(row -> model.logOf(row).ifPresent(parts.navigator()::go));
    }

    private void openBeside() {
        withRow(row -> {
            if (model.logOf(row).orElse(null) instanceof Place.LogPlace(var run, var job, int _)) {
                parts.navigator().go(new Place.BesidePlace(run, job));
            }
        });
    }

    private void nextFailure() {
        model.nextFailure(jobs.selected())
                .ifPresentOrElse(
                        this::reveal, () -> parts.say().accept("No job of this attempt failed"));
    }

    private void goTo(Annotation annotation) {
        var job = annotation.job();
        if (job != null) {
            model.logOf(job).ifPresent(parts.navigator()::go);
        } else if (annotation.line() > 0) {
            bodyPart.ifPresent(under -> under.reveal(annotation));
        }
    }

    /// What a person opened or closed is selected, and moves at once.
    private void opened(String row) {
        jobs.letGo();
        jobs.select(row);
    }

    private void reveal(String row) {
        jobs.letGo();
        jobs.reveal(row);
    }

    /// A run opens with the row selected that a person wants to see first: the job that the place
    /// names, else the one that failed. Later the selection is the person's: where a rerun replaces
    /// all jobs nothing is selected.
    private void chooseFirst(RunDetail detail) {
        if (opening && !detail.jobs().isEmpty()) {
            opening = false;
            jobs.selectNothing();
            wantedJob
                    .filter(job -> detail.job(job).isPresent())
                    .map(model::rowOf)
                    .or(model::firstChoice)
                    .ifPresent(this::reveal);
        }
    }

    private void show(RunDetail detail) {
        headPart.show(detail);
        parts.products().show(detail.run().id(), detail.attempt(), detail.endedParts());
        ribbon.show(
                detail.run().id(),
                detail.run().status().conclusion() == Conclusion.SUCCESS,
                detail.run().status().state() + " " + detail.run().attempt());
        sidePart.show(detail);
        offerAnnotations();
        bodyPart.ifPresent(under -> under.show(detail));
        chooseFirst(detail);
        summary.setText(model.summary());
    }
}
