package dev.minijenkin.console.log.list;

import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogRows;
import dev.minijenkin.console.log.model.PageSearch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.DoubleConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;

/// The whole log as a strip, row by row as the list shows it: errors and warnings on the left half,
/// search hits on the right, and the part that is in sight. A press or a drag goes to a place.
public final class LogMap extends Region {
    private static final int STEP = 3;
    private static final double LEAST_VIEWPORT = 12;

    private final Path warnings = path("map-warnings");
    private final Path errors = path("map-errors");
    private final Path hits = path("map-hits");
    private final Region viewport = new Region();
    private LogRows rows = new LogRows();
    private DoubleConsumer go = place -> {};
    private double from;
    private double to = 1;
    private PageSearch.Found found = PageSearch.Found.NOTHING;

    public LogMap() {
        getStyleClass().add("log-map");
        setMinWidth(18);
        setPrefWidth(18);
        setMaxWidth(18);
        viewport.getStyleClass().add("map-viewport");
        viewport.setManaged(false);
        getChildren().addAll(viewport, warnings, errors, hits);
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::pressed);
        setAccessibleRole(AccessibleRole.SCROLL_BAR);
        setAccessibleText("Map of the log");
    }

    /// @param whenPressed is told what is to be in the middle, as a share of all rows
    void onPressed(DoubleConsumer whenPressed) {
        go = whenPressed;
    }

    /// The part that is in sight, as shares of all rows.
    void showViewport(double first, double last) {
        from = first;
        to = last;
        placeViewport();
    }

    private void pressed(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && getHeight() > 0) {
            go.accept(Math.clamp(event.getY() / getHeight(), 0, 1));
            event.consume();
        }
    }

    private void placeViewport() {
        double top = Math.rint(from * getHeight());
        double height = Math.max(LEAST_VIEWPORT, Math.rint(to * getHeight()) - top);
        // So that the end can be seen at the end.
        top = Math.max(0, Math.min(top, getHeight() - height));
        viewport.resizeRelocate(1, top, getWidth() - 1, Math.min(height, getHeight()));
        viewport.setVisible(!rows.isEmpty());
    }

    public void show(LogRows nextRows, PageSearch.Found nextFound) {
        rows = nextRows;
        found = nextFound;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        int buckets = Math.max(1, (int) getHeight() / STEP);
        BitSet errorMarks = new BitSet(buckets);
        BitSet warningMarks = new BitSet(buckets);
        BitSet hitMarks = new BitSet(buckets);
        placeViewport();
        int first = 0;
        LogRows.Walk walk = rows.walk();
        for (LogPage page : rows.document().pages()) {
            for (int mark = 0; mark < page.marks(); mark++) {
                boolean error = page.markedLevel(mark) == LineLevel.ERROR;
                int row = walk.rowOf(first + page.markedLine(mark));
                (error ? errorMarks : warningMarks).set(bucket(row, buckets));
            }
            first += page.size();
        }
        LogRows.Walk hitWalk = rows.walk();
        for (int line : found.lines()) {
            hitMarks.set(bucket(hitWalk.rowOf(line), buckets));
        }
        draw(warnings, warningMarks, 3, 8);
        draw(errors, errorMarks, 3, 8);
        draw(hits, hitMarks, 11, 16);
    }

    private int bucket(int row, int buckets) {
        return (int) ((long) Math.max(0, row) * buckets / Math.max(1, rows.size()));
    }

    /// What is there already is not drawn anew: lines come many times a second, and errors seldom.
    private static void draw(Path path, BitSet marks, double from, double to) {
        if (marks.equals(path.getUserData())) {
            return;
        }
        path.setUserData(marks);
        List<PathElement> strokes = new ArrayList<>();
        for (int mark = marks.nextSetBit(0); mark >= 0; mark = marks.nextSetBit(mark + 1)) {
            double y = mark * STEP + 1.5;
            strokes.add(new MoveTo(from, y));
            strokes.add(new LineTo(to, y));
        }
        path.getElements().setAll(strokes);
    }

    private static Path path(String styleClass) {
        Path path = new Path();
        path.getStyleClass().add(styleClass);
        path.setManaged(false);
        return path;
    }
}
