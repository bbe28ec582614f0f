package dev.minijenkin.console.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

class ContrastTest {
    private static final List<Color> GROUNDS =
            List.of(Color.web("#0D1014"), Color.web("#FFFFFF"), Color.web("#777777"));

    @Test
    void contrastIsAsTheStandardHasIt() {
        assertThat(Contrast.between(Color.BLACK, Color.WHITE)).isCloseTo(21, within(0.01));
        assertThat(Contrast.between(Color.WHITE, Color.WHITE)).isEqualTo(1);
        assertThat(Contrast.between(Color.web("#777777"), Color.WHITE))
                .isCloseTo(4.48, within(0.01));
        assertThat(Contrast.over(Color.web("#FFFFFF80"), Color.BLACK).getRed())
                .isCloseTo(0.5, within(0.01));
    }

    @Test
    void everyColourBecomesReadableAndKeepsItsHue() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            Color wanted = Color.rgb(random.nextInt(256), random.nextInt(256), random.nextInt(256));
            for (Color ground : GROUNDS) {
                Color drawn = Contrast.readable(wanted, ground, Contrast.TEXT);
                assertThat(Contrast.between(drawn, ground))
                        .as("%s on %s", wanted, ground)
                        .isGreaterThanOrEqualTo(Math.min(Contrast.TEXT, 4.4));
                if (drawn.getSaturation() > 0.1 && wanted.getSaturation() > 0.1) {
                    double turned = Math.abs(drawn.getHue() - wanted.getHue());
                    assertThat(Math.min(turned, 360 - turned)).isLessThan(3);
                }
            }
        }
    }

    @Test
    void aColourThatCanBeReadStaysAsItIs() {
        assertThat(Contrast.readable(Color.web("#FF7B78"), Color.web("#0D1014"), Contrast.TEXT))
                .isEqualTo(Color.web("#FF7B78"));
    }
}
