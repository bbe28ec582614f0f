package dev.minijenkin.console.run;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.frame.place.Links;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.part.layout.SidePane;
import dev.minijenkin.console.part.layout.ZoomBar;
import dev.minijenkin.console.part.list.HeadOverList;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.peek.FirstError;
import dev.minijenkin.console.product.ProductPages;
import dev.minijenkin.console.product.ProductsPane;
import dev.minijenkin.console.product.ProductsViewModel;
import dev.minijenkin.console.ribbon.RedRibbon;
import dev.minijenkin.console.run.detail.AttemptOf;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.file.WorkflowFileController;
import dev.minijenkin.console.run.time.TimeHead;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.view.redgreen.RedStretch;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private final RunRows rows;
    private final RunDoors doors;
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
    private Optional<RunSide> side = Optional.empty();
    private Optional<RunId> opened = Optional.empty();

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
        this.rows = new RunRows(model, () -> jobs, parts.say());
        this.doors =
                new RunDoors(model, rows, parts.navigator(), parts.say(), () -> ribbon.hasGreen());
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
        ribbon.follow(stretches, background, parts.clock(), doors::openDiffer);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        if (place instanceof Place.RunPlace(var run)) {
            show(run, Optional.empty());
        } else if (place instanceof Place.JobPlace(var run, var job)) {
            show(run, Optional.of(job));
        }
        rows.letGo();
        model.detailProperty().get().ifPresent(rows::chooseFirst);
    }

    /// Who comes back to the run finds selected what was.
    private void show(RunId run, Optional<JobId> job) {
        boolean other = opened.filter(run::equals).isEmpty();
        if (other) {
            closePages();
        }
        rows.want(job, other || job.isPresent());
        opened = Optional.of(run);
        model.show(new AttemptOf.Current(run));
    }

    private void showAttempt(AttemptOf attempt) {
        rows.chooseAgain();
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
        rows.follow(
                parts.clock(),
                doors::openHolder,
                row -> bodyPart.ifPresent(under -> under.selected(row)));
        HeadOverList.keep(timeHead, jobs);
        jobs.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                doors.enter();
            }
        });
        pages.follow(
                parts.products(),
                parts.clock(),
                new ProductPages.Doors(doors::openLog, parts.open(), parts.say()));
        RunBody under =
                new RunBody(
                        model,
                        filePart,
                        new RunBody.Nodes(
                                body, jobs, noJobs, graphArea, graphBox, graphZoom, timeHead, pages,
                                jobKeys, fileKeys, pageKeys),
                        node -> model.rowOfNode(node).ifPresent(rows::reveal),
                        doors::openNode,
                        parts.clock(),
                        parts.memory());
        bodyPart = Optional.of(under);
        headPart.follow(under);
        headPart.onAnnotations(this::openAnnotations);
        side =
                Optional.of(
                        new RunSide(
                                sides,
                                sidePart,
                                parts.products(),
                                parts.say(),
                                headPart::offerAnnotations));
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
                                rows.selected(),
                                model.holder(rows.selected()),
                                new RunDeeds.Acts(
                                        jobActs,
                                        doors,
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
        if (event.isShiftDown()
                && bodyPart.filter(under -> under.moves(event.getCode())).isPresent()) {
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
                doors.enter();
            }
            case B -> doors.openDiffer();
            case I -> {
                if (event.isShiftDown()) {
                    copies.picture();
                } else {
                    copies.incident();
                }
            }
            case L -> doors.openLog();
            case DIGIT2 -> doors.openBeside();
            case W -> doors.openWholeLog();
            case R -> headPart.rerun();
            case F -> headPart.rerunFailed();
            case X -> headPart.cancel();
            case C -> headPart.copyLink();
            case J -> rows.withSelected(jobActs::rerun);
            case P -> rows.withSelected(jobActs::approve);
            case D -> rows.withSelected(jobActs::reject);
            case N -> rows.revealNextFailure();
            case E -> bodyPart.ifPresent(RunBody::revealNextError);
            case H -> doors.openHolder();
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
            case RIGHT -> rows.fold(true);
            case LEFT -> rows.fold(false);
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

    private void back() {
        if (sides.close()) {
            focus();
        } else if (!pages.close() && bodyPart.filter(RunBody::closeFile).isEmpty()) {
            parts.navigator().back();
        }
    }

    private void openAnnotations() {
        side.ifPresent(panel -> panel.toggle(this::focus));
    }

    private void openArtifacts() {
        side.ifPresent(RunSide::openArtifacts);
    }

    private void watch() {
        model.detailProperty()
                .get()
                .ifPresent(detail -> parts.watch().accept(detail.run().pipeline().title()));
    }

    private void goTo(Annotation annotation) {
        var job = annotation.job();
        if (job != null) {
            doors.openLog(job);
        } else if (annotation.line() > 0) {
            bodyPart.ifPresent(under -> under.reveal(annotation));
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
        side.ifPresent(RunSide::offer);
        bodyPart.ifPresent(under -> under.show(detail));
        rows.chooseFirst(detail);
        summary.setText(model.summary());
    }
}
