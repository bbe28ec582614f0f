package dev.minijenkin.console.part.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.shape.Circle;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import org.junit.jupiter.api.Test;

class SparklineTest {
    private static final double UNKNOWN = Double.NaN;

    private final Sparkline sparkline = new Sparkline();

    @Test
    void minutesOfWhichNothingIsKnownTearNoLine() {
        show(UNKNOWN, 1, UNKNOWN, UNKNOWN, 3, 2, UNKNOWN);

        assertThat(line()).hasSize(3);
        assertThat(line().getFirst()).isInstanceOf(MoveTo.class);
        assertThat(line().subList(1, 3)).hasOnlyElementsOfType(LineTo.class);
        assertThat(dot().isVisible()).isTrue();
        assertThat(dot().getCenterX())
                .as("at the end of the line")
                .isEqualTo(((LineTo) line().getLast()).getX());
    }

    @Test
    void oneValueIsNoDotByItself() {
        show(UNKNOWN, UNKNOWN, 5);
        assertThat(dot().isVisible()).isFalse();
        show(5, UNKNOWN, UNKNOWN);
        assertThat(dot().isVisible()).isFalse();
        show(UNKNOWN, UNKNOWN);
        assertThat(dot().isVisible()).isFalse();
        show();
        assertThat(dot().isVisible()).isFalse();
    }

    private void show(double... values) {
        sparkline.show(values, UNKNOWN, UNKNOWN);
        sparkline.resize(120, 44);
        sparkline.requestLayout();
        sparkline.layout();
    }

    private List<PathElement> line() {
        return ((Path) sparkline.lookup(".line")).getElements();
    }

    private Circle dot() {
        return (Circle) sparkline.lookup(".last");
    }
}
