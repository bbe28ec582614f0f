package dev.minijenkin.console.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest {
    private final Marks marks = new Marks();

    @Test
    void allAreMarkedUnlessTheyAreAlready() {
        marks.toggle("a");
        marks.toggleAll(List.of("a", "b"));
        assertThat(marks.countProperty().get()).isEqualTo(2);
        marks.toggleAll(List.of("a", "b"));
        assertThat(marks.countProperty().get()).isZero();
    }

    @Test
    void whatIsGoneIsNotActedOn() {
        marks.toggleAll(List.of("a", "b", "c"));
        marks.keepOnly(List.of("c", "a", "d"));
        assertThat(marks.of(List.of("d", "c", "b", "a"), text -> text))
                .as("in the order of the things")
                .containsExactly("c", "a");
        assertThat(marks.contains("b")).isFalse();
        assertThat(marks.countProperty().get()).isEqualTo(2);
    }
}
