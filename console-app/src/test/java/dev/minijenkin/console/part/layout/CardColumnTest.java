package dev.minijenkin.console.part.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardColumnTest {
    @Test
    void whoNeedsLessLeavesTheRestToOthers() {
        assertThat(CardColumn.shares(new double[] {100, 500, 500}, 700))
                .containsExactly(100, 300, 300);
    }

    @Test
    void whatNobodyNeedsGoesToTheLast() {
        assertThat(CardColumn.shares(new double[] {100, 50, 200}, 500))
                .containsExactly(100, 50, 350);
    }

    @Test
    void whereThereIsNoRoomAllGetTheSame() {
        assertThat(CardColumn.shares(new double[] {400, 400}, 100)).containsExactly(50, 50);
        assertThat(CardColumn.shares(new double[0], 100)).isEmpty();
    }
}
