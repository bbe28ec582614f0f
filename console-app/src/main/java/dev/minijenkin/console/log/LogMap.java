package dev.minijenkin.console.log;

import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.console.log.document.LogDocument;
import dev.minijenkin.console.log.document.LogPage;
import java.util.BitSet;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/// The whole log as a strip: errors and warnings on the left half, search hits on the right.
public final class LogMap extends Region {
    private static final int STEP = 3;

    private final Path warnings = path("map-warnings");
    private final Path errors = path("map-errors");
    private final Path hits = path("map-hits");
    private LogDocument document = new LogDocument();
    private LogSearch.Found found = LogSearch.Found.NOTHING;

    public LogMap() {
        getStyleClass().add("log-map");
        setMinWidth(18);
        setPrefWidth(18);
        setMaxWidth(18);
        getChildren().addAll(warnings, errors, hits);
    }

    void show(LogDocument nextDocument, LogSearch.Found nextFound) {
        document = nextDocument;
        found = nextFound;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        int buckets = Math.max(1, (int) getHeight() / STEP);
        BitSet errorMarks = new BitSet(buckets);
        BitSet warningMarks = new BitSet(buckets);
        BitSet hitMarks = new BitSet(buckets);
        int first = 0;
        for (LogPage page : document.pages()) {
            byte[] levels = page.levels();
            for (int line = 0; line < levels.length; line++) {
                if (levels[line] != 0) {
                    BitSet marks = page.level(line) == LineLevel.ERROR ? errorMarks : warningMarks;
                    marks.set(bucket(first + line, buckets));
                }
            }
            first += page.size();
        }
        for (int line : found.lines()) {
            hitMarks.set(bucket(line, buckets));
        }
        draw(warnings, warningMarks, 3, 8);
        draw(errors, errorMarks, 3, 8);
        draw(hits, hitMarks, 11, 16);
    }

    private int bucket(int line, int buckets) {
        return (int) ((long) line * buckets / Math.max(1, document.size()));
    }

    private static void draw(Path path, BitSet marks, double from, double to) {
        path.getElements().clear();
        for (int mark = marks.nextSetBit(0); mark >= 0; mark = marks.nextSetBit(mark + 1)) {
            double y = mark * STEP + 1.5;
            path.getElements().addAll(new MoveTo(from, y), new LineTo(to, y));
        }
    }

    private static Path path(String styleClass) {
        Path path = new Path();
        path.getStyleClass().add(styleClass);
        path.setManaged(false);
        return path;
    }
}
