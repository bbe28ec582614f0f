package dev.minijenkin.console.part.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class SteadyItemsTest {
    /// What a row is of, and what is told of it.
    private record Thing(int id, String told) {}

    private final SteadyItems<Thing> items = new SteadyItems<>(Thing::id);

    @Test
    void theyBecomeAnyOthersWithOneChange() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int[] changes = {0};
        items.addListener((ListChangeListener<Thing>) change -> changes[0]++);
        for (int round = 0; round < 500; round++) {
            List<Thing> next = new ArrayList<>();
            for (int id = 0; id < 12; id++) {
                if (random.nextBoolean()) {
                    next.add(new Thing(id, "round " + random.nextInt(3)));
                }
            }
            Collections.shuffle(next, random);
            changes[0] = 0;
            items.become(next);
            assertThat(items).as("seed %d, round %d", seed, round).containsExactlyElementsOf(next);
            assertThat(changes[0]).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aRefreshMovesNothing() {
        items.become(List.of(new Thing(1, "a"), new Thing(2, "a"), new Thing(3, "a")));
        items.refresh(List.of(new Thing(4, "b"), new Thing(3, "b"), new Thing(1, "b")));
        assertThat(items).containsExactly(new Thing(1, "b"), new Thing(2, "a"), new Thing(3, "b"));
    }

    @Test
    void whatComesAtTheEndMovesNothing() {
        items.become(List.of(new Thing(1, "a"), new Thing(2, "a")));
        assertThat(
                        items.onlyAtTheEnd(
                                List.of(new Thing(1, "b"), new Thing(2, "b"), new Thing(3, "b"))))
                .isTrue();
        assertThat(
                        items.onlyAtTheEnd(
                                List.of(new Thing(3, "b"), new Thing(1, "b"), new Thing(2, "b"))))
                .isFalse();
        assertThat(items.onlyAtTheEnd(List.of(new Thing(1, "b")))).isFalse();
    }
}
