package dev.minijenkin.console.run.graph;

import dev.minijenkin.console.state.StateShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.QuadCurveTo;

/// Jobs as cards, with a line from each to those that need it. One card is the current one: it is
/// where Tab leads, arrows lead on along the lines and within a column, Enter opens. FX thread
/// only.
public final class NeedsGraph extends Pane {
    private static final double ROUND = 8;

    /// So much is seen around the card that the person is at.
    private static final double AROUND = 28;

    private final Consumer<String> chosen;
    private final Consumer<String> opened;
    private final Map<String, NeedsCard> cards = new LinkedHashMap<>();
    private List<NeedsNode> shown = List.of();
    private Set<String> critical = Set.of();
    private NeedsLayout layout = NeedsLayout.of(List.of());
    private Optional<ScrollPane> area = Optional.empty();
    private String current = "";

    /// @param chosen is told the id of the card that the person went to
    /// @param opened is told the id of the card that the person opened
    @SuppressWarnings("this-escape") // No event comes before the view is in a scene.
    public NeedsGraph(Consumer<String> chosen, Consumer<String> opened) {
        this.chosen = chosen;
        this.opened = opened;
        getStyleClass().add("plan-graph");
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// In which part of it the current card is kept in sight.
    public void keepInSight(ScrollPane around) {
        area = Optional.of(around);
        around.setAccessibleText("Graph of what jobs need");
        // Only once both have their size it is known where the card is.
        around.viewportBoundsProperty().subscribe(bounds -> showCurrent());
        around.contentProperty()
                .flatMap(Node::layoutBoundsProperty)
                .subscribe(bounds -> showCurrent());
    }

    /// Cards stay what they are while their jobs change; what did not change is not touched.
    ///
    /// @param path ids of those on the critical path
    public void show(List<NeedsNode> jobs, Set<String> path) {
        if (jobs.equals(shown) && path.equals(critical)) {
            return;
        }
        boolean focused = hasFocus();
        shown = List.copyOf(jobs);
        critical = Set.copyOf(path);
        layout = NeedsLayout.of(shown);
        List<Node> lines = new ArrayList<>();
        Map<String, NeedsNode> byId = new LinkedHashMap<>();
        for (int at = 0; at < shown.size(); at++) {
            // A broken file may say one id twice: the first one counts.
            if (byId.putIfAbsent(shown.get(at).id(), shown.get(at)) == null) {
                showCard(shown.get(at), layout.cards().get(at));
            }
        }
        cards.keySet().retainAll(byId.keySet());
        for (NeedsLayout.Line line : layout.lines()) {
            NeedsNode to = byId.get(line.to());
            Path drawn = path(line);
            if (to != null && to.look().shape() == StateShape.BLOCKED) {
                drawn.getStyleClass().add("ahead");
            }
            if (critical.contains(line.from()) && critical.contains(line.to())) {
                drawn.getStyleClass().add("critical");
                lines.addLast(drawn);
            } else {
                lines.addFirst(drawn);
            }
        }
        List<Node> all = new ArrayList<>(lines);
        all.addAll(cards.values());
        getChildren().setAll(all);
        setMinSize(layout.width(), layout.height());
        setPrefSize(layout.width(), layout.height());
        if (!cards.containsKey(current)) {
            current = "";
        }
        mark();
        if (focused) {
            way().ifPresent(Node::requestFocus);
        }
    }

    /// Whether the person is in it.
    public boolean hasFocus() {
        return cards.values().stream().anyMatch(Node::isFocused);
    }

    /// The card of a job becomes the current one, in sight.
    public void setCurrent(String id) {
        if (!id.equals(current) && cards.containsKey(id)) {
            current = id;
            mark();
            showCurrent();
        }
    }

    /// To the current card.
    public void focus() {
        mark();
        way().ifPresent(card -> {
            card.requestFocus();
            showCurrent();
        });
    }

    /// Brings the current card into sight.
    public void showCurrent() {
        area.ifPresent(around -> layout.card(current).ifPresent(card -> scroll(around, card)));
    }

    private void showCard(NeedsNode job, NeedsLayout.Card at) {
        NeedsCard card =
                cards.computeIfAbsent(
                        job.id(),
                        id -> {
                            NeedsCard made = new NeedsCard(id);
                            made.setOnAction(event -> choose(id));
                            return made;
                        });
        int columns =
                layout.cards().stream().mapToInt(NeedsLayout.Card::column).max().orElse(0) + 1;
        card.show(
                job,
                at,
                "Column "
                        + (at.column() + 1)
                        + " of "
                        + columns
                        + (critical.contains(job.id()) ? ", on the critical path" : ""));
    }

    /// The card that Tab leads to: the current one, else the first.
    private Optional<NeedsCard> way() {
        NeedsCard at = cards.get(current);
        return at != null ? Optional.of(at) : cards.values().stream().findFirst();
    }

    private void mark() {
        Optional<NeedsCard> way = way();
        for (NeedsCard card : cards.values()) {
            card.setCurrent(card.id().equals(current));
            card.setFocusTraversable(way.filter(card::equals).isPresent());
        }
    }

    private void choose(String id) {
        setCurrent(id);
        focus();
        chosen.accept(id);
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || !hasFocus()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> go(NeedsLayout.Way.LEFT);
            case RIGHT -> go(NeedsLayout.Way.RIGHT);
            case UP -> go(NeedsLayout.Way.UP);
            case DOWN -> go(NeedsLayout.Way.DOWN);
            case ENTER -> way().ifPresent(card -> opened.accept(card.id()));
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void go(NeedsLayout.Way direction) {
        way().flatMap(card -> layout.next(card.id(), direction))
                .ifPresent(next -> choose(next.id()));
    }

    private void scroll(ScrollPane around, NeedsLayout.Card card) {
        Bounds view = around.getViewportBounds();
        Node content = around.getContent();
        if (content == null) {
            return;
        }
        Bounds whole = content.getLayoutBounds();
        // However large it is drawn.
        Bounds at =
                content.sceneToLocal(
                        localToScene(
                                new BoundingBox(
                                        card.x(),
                                        card.y(),
                                        NeedsLayout.CARD_WIDTH,
                                        card.height())));
        around.setHvalue(
                scrolled(
                        around.getHvalue(),
                        view.getWidth(),
                        whole.getWidth(),
                        at.getMinX(),
                        at.getMaxX()));
        around.setVvalue(
                scrolled(
                        around.getVvalue(),
                        view.getHeight(),
                        whole.getHeight(),
                        at.getMinY(),
                        at.getMaxY()));
    }

    /// The share of the way at which a stretch is in sight; as it is where it is so already.
    private static double scrolled(double now, double view, double whole, double from, double to) {
        double way = whole - view;
        if (way <= 0 || view <= 0) {
            return now;
        }
        double start = now * way;
        double around = Math.min(AROUND, Math.max(0, (view - (to - from)) / 2));
        if (from - around < start) {
            start = from - around;
        } else if (to + around > start + view) {
            start = to + around - view;
        }
        return Math.clamp(start / way, 0, 1);
    }

    private static Path path(NeedsLayout.Line line) {
        List<NeedsLayout.Point> points = line.points();
        Path path = new Path(new MoveTo(points.getFirst().x(), points.getFirst().y()));
        path.getStyleClass().add("plan-line");
        path.setMouseTransparent(true);
        for (int at = 1; at + 1 < points.size(); at++) {
            NeedsLayout.Point corner = points.get(at);
            NeedsLayout.Point in = towards(corner, points.get(at - 1));
            NeedsLayout.Point out = towards(corner, points.get(at + 1));
            path.getElements()
                    .addAll(
                            new LineTo(in.x(), in.y()),
                            new QuadCurveTo(corner.x(), corner.y(), out.x(), out.y()));
        }
        path.getElements().add(new LineTo(points.getLast().x(), points.getLast().y()));
        return path;
    }

    /// Where the round of a corner begins, on the way to its neighbour.
    private static NeedsLayout.Point towards(NeedsLayout.Point corner, NeedsLayout.Point other) {
        double length = Math.abs(other.x() - corner.x()) + Math.abs(other.y() - corner.y());
        double share = length == 0 ? 0 : Math.min(ROUND, length / 2) / length;
        return new NeedsLayout.Point(
                corner.x() + share * (other.x() - corner.x()),
                corner.y() + share * (other.y() - corner.y()));
    }
}
