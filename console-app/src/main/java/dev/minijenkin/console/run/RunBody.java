package dev.minijenkin.console.run;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.part.layout.ZoomBar;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.product.ProductPages;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.detail.WorkflowText;
import dev.minijenkin.console.run.file.WorkflowFileController;
import dev.minijenkin.console.run.graph.GraphZoom;
import dev.minijenkin.console.run.graph.NeedsGraph;
import dev.minijenkin.console.run.graph.NeedsNode;
import dev.minijenkin.console.run.time.TimeHead;
import dev.minijenkin.console.run.time.TimeZoom;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.db.run.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;

/// What stands under the heading of a run: its jobs, with a graph of what they need above them, its
/// workflow file, or what it left. FX thread only.
final class RunBody {
    /// More of them are read in the list.
    private static final int FEW = 16;

    private static final double HIGHEST = 260;

    /// The bar that says how large it is has room in it.
    private static final double LOWEST = 72;

    private static final double MARGIN = 32;
    private static final double SIDES = 40;
    private static final double SCROLL_BAR = 12;

    /// So much of the height may go to a graph that nobody asked for.
    private static final double SHARE = 0.42;

    private final RunViewModel model;
    private final WorkflowFileController file;
    private final Nodes nodes;
    private final NeedsGraph graph;
    private final GraphZoom graphZoom;
    private final TimeZoom timeZoom;
    private final DatabaseClock clock;
    private final Memory memory;
    private final BooleanProperty fileShown = new SimpleBooleanProperty();
    private final BooleanProperty graphShown = new SimpleBooleanProperty();
    private final BooleanProperty timelineShown = new SimpleBooleanProperty();
    private List<NeedsNode> needs = List.of();
    private Optional<RunDetail> shown = Optional.empty();
    private Optional<WorkflowText> asked = Optional.empty();

    /// What it shows and hides.
    ///
    /// @param whole around all of them
    record Nodes(
            Region whole,
            SteadyList<JobRow> jobs,
            Label noJobs,
            ScrollPane graph,
            Region graphBox,
            ZoomBar graphZoom,
            TimeHead timeHead,
            ProductPages pages,
            FittingRow jobKeys,
            FittingRow fileKeys,
            FittingRow pageKeys) {}

    /// @param chosen is told the id of the node that a person went to
    /// @param opened is told the id of the node that a person opened
    RunBody(
            RunViewModel model,
            WorkflowFileController file,
            Nodes nodes,
            Consumer<String> chosen,
            Consumer<String> opened,
            DatabaseClock clock,
            Memory memory) {
        this.clock = clock;
        this.memory = memory;
        this.model = model;
        this.file = file;
        this.nodes = nodes;
        graph = new NeedsGraph(chosen, opened);
        graphZoom = new GraphZoom(graph, nodes.graph(), nodes.graphZoom(), this::arrange);
        graphZoom.fill();
        graph.keepInSight(nodes.graph());
        timeZoom = new TimeZoom(model.timeline(), nodes.timeHead(), nodes.jobs(), clock);
        timeZoom.listen();
        nodes.pages()
                .shownProperty()
                .addListener((property, before, page) -> {
                    arrange();
                    focus();
                });
        nodes.whole().heightProperty().subscribe(height -> arrange());
        nodes.whole().widthProperty().subscribe(width -> arrange());
        model.timeline().setShown(memory.now().timeline());
        model.timeline().changesProperty().subscribe(change -> showTimes());
        clock.secondProperty().subscribe(second -> showTimes());
    }

    /// Whether the workflow file is shown instead of the jobs.
    BooleanProperty fileShownProperty() {
        return fileShown;
    }

    /// Whether the graph is shown.
    BooleanProperty graphShownProperty() {
        return graphShown;
    }

    /// Whether the jobs are shown on a line of time.
    BooleanProperty timelineShownProperty() {
        return timelineShown;
    }

    void focus() {
        if (nodes.pages().isShown()) {
            nodes.pages().focus();
        } else if (fileShown.get()) {
            file.focus();
        } else {
            nodes.jobs().requestFocus();
        }
    }

    void show(RunDetail detail) {
        if (shown.filter(before -> before.run().id().equals(detail.run().id())).isEmpty()) {
            asked = Optional.empty();
        }
        shown = Optional.of(detail);
        needs = NeedsNode.of(detail.jobs());
        arrange();
    }

    /// The file instead of the jobs, or the jobs again; a broken file stays, there is nothing else.
    void toggleFile() {
        if (asked.isPresent()) {
            closeFile();
        } else {
            openFile(() -> {});
        }
    }

    /// Whoever comes back finds the jobs.
    void forgetFile() {
        asked = Optional.empty();
        arrange();
    }

    /// The jobs again, with the focus on them.
    ///
    /// @return whether a file was shown that a person had asked for
    boolean closeFile() {
        boolean was = asked.isPresent();
        forgetFile();
        if (was) {
            focus();
        }
        return was;
    }

    /// Who asks for the graph is in it.
    void toggleGraph() {
        boolean wanted = !graphShown.get();
        boolean within = graph.hasFocus();
        memory.change(known -> known.withGraph(wanted));
        arrange();
        if (graphShown.get()) {
            graph.focus();
        } else if (within) {
            focus();
        }
    }

    void toggleTimeline() {
        boolean wanted = !model.timeline().isShown();
        memory.change(known -> known.withTimeline(wanted));
        model.timeline().setShown(wanted);
        arrange();
    }

    /// Larger, smaller, as usual, all of it: the graph where the person is in it or nothing else is
    /// drawn, else the time line.
    ///
    /// @return whether there was anything to be enlarged
    boolean zoom(ZoomWish wish) {
        if (graphShown.get() && (graph.hasFocus() || !timelineShown.get())) {
            switch (wish) {
                case LARGER -> graphZoom.larger();
                case SMALLER -> graphZoom.smaller();
                case USUAL -> graphZoom.usual();
                case FIT -> graphZoom.fit();
            }
        } else if (timelineShown.get()) {
            switch (wish) {
                case LARGER -> timeZoom.larger();
                case SMALLER -> timeZoom.smaller();
                case USUAL -> timeZoom.usual();
                case FIT -> timeZoom.fit();
            }
        }
        return graphShown.get() || timelineShown.get();
    }

    /// Moves the graph or the time line by an arrow. Up and down mark rows, or walk the list: they
    /// move a graph only from within.
    ///
    /// @return whether the key does so
    boolean moves(KeyCode code) {
        int across = code == KeyCode.LEFT ? -1 : code == KeyCode.RIGHT ? 1 : 0;
        int down = !graphHasFocus() ? 0 : code == KeyCode.UP ? -1 : code == KeyCode.DOWN ? 1 : 0;
        boolean moves = across != 0 || down != 0;
        if (moves && graphShown.get() && (graph.hasFocus() || !timelineShown.get())) {
            graphZoom.move(across, down);
        } else if (moves && timelineShown.get()) {
            timeZoom.move(across);
        }
        return moves;
    }

    private void showTimes() {
        if (timelineShown.get()) {
            nodes.timeHead()
                    .show(
                            model.timeline().scale(clock.get()),
                            model.timeline().pathWords(clock.get()),
                            model.timeline()
                                    .whole(clock.get())
                                    .map(model.timeline().window()::factor)
                                    .orElse(1.0),
                            model.timeline().now(clock.get()),
                            model.timeline().knowsUsual());
        }
    }

    /// Whether the person is in the graph.
    boolean graphHasFocus() {
        return graph.hasFocus();
    }

    /// The selected row is shown in the graph too.
    void selected(JobRow row) {
        graph.setCurrent(RunViewModel.nodeOf(row));
    }

    void revealNextError() {
        if (fileShown.get()) {
            file.revealNextError();
        }
    }

    /// Shows the line of the workflow file that something was said about.
    void reveal(Annotation annotation) {
        if (fileShown.get()) {
            file.reveal(annotation.line());
        } else {
            openFile(() -> {
                if (file.has(annotation)) {
                    file.reveal(annotation.line());
                }
            });
        }
    }

    private void openFile(Runnable then) {
        nodes.pages().close();
        model.workflow((run, text) -> {
            if (shown.filter(detail -> detail.run().id().equals(run)).isPresent()) {
                asked = Optional.of(text);
                arrange();
                focus();
                then.run();
            }
        });
    }

    private void arrange() {
        boolean large = nodes.pages().isShown();
        Optional<WorkflowText> text =
                shown.flatMap(RunDetail::brokenFile).or(() -> asked).filter(any -> !large);
        boolean jobs = text.isEmpty() && !large;
        fileShown.set(text.isPresent());
        file.node().setVisible(text.isPresent());
        text.ifPresent(of -> file.show(of, shown.map(RunDetail::annotations).orElse(List.of())));
        boolean noJobs = shown.filter(detail -> detail.jobs().isEmpty()).isPresent();
        nodes.jobs().setVisible(jobs);
        nodes.noJobs().setVisible(noJobs && jobs);
        showEither(nodes.jobKeys(), jobs);
        showEither(nodes.pageKeys(), large);
        showEither(nodes.fileKeys(), text.isPresent());
        boolean onLine = jobs && !noJobs && model.timeline().isShown();
        showEither(nodes.timeHead(), onLine);
        timelineShown.set(onLine);
        showTimes();
        arrangeGraph(jobs);
    }

    private void arrangeGraph(boolean jobsShown) {
        graph.show(needs, model.timeline().criticalNodes());
        double factor = graphZoom.factor();
        boolean scrolls = graph.getMinWidth() * factor + SIDES > nodes.whole().getWidth();
        double height =
                Math.clamp(
                        graph.getMinHeight() * factor + MARGIN + (scrolls ? SCROLL_BAR : 0),
                        LOWEST,
                        HIGHEST);
        boolean useful = needs.stream().anyMatch(node -> !node.needs().isEmpty());
        boolean room = needs.size() <= FEW && height <= SHARE * nodes.whole().getHeight();
        Boolean wanted = memory.now().graph();
        boolean now = jobsShown && useful && (wanted == null ? room : wanted);
        nodes.graph().setPrefHeight(height);
        nodes.graph().setMinHeight(height);
        showEither(nodes.graph(), now);
        showEither(nodes.graphBox(), now);
        if (now && !graphShown.get()) {
            // It has its size with the next layout only.
            Platform.runLater(graph::showCurrent);
        }
        graphShown.set(now);
    }

    private static void showEither(Region node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
