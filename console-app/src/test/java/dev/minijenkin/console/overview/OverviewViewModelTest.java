package dev.minijenkin.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.stats.UsualHour;
import dev.minijenkin.db.view.overview.LastHour;
import dev.minijenkin.db.view.overview.Setup;
import dev.minijenkin.db.view.runs.RunCounts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewViewModelTest {
    private final NoStage stage = new NoStage();
    private int read;
    private final OverviewViewModel model =
            new OverviewViewModel(stage.hints(), stage.clock(), stage.background(), this::answer);

    @Test
    void itIsReadAsSoonAsAPersonLooks() {
        assertThat(model.answerProperty().get()).isEmpty();
        model.attach();
        assertThat(read).isEqualTo(1);
        assertThat(model.answerProperty().get()).isPresent();
    }

    @Test
    void aBurstOfHintsCostsOneReading() {
        attached();
        stage.hint(Topic.RUN, 1);
        stage.hint(Topic.QUEUE, 2);
        stage.hint(Topic.RUNNER, 3);
        assertThat(read).isZero();
        stage.pass(Duration.ofSeconds(1));
        assertThat(read).isEqualTo(1);
        stage.pass(Duration.ofSeconds(1));
        assertThat(read).isEqualTo(1);
    }

    @Test
    void withoutAHintItIsReadSlowly() {
        attached();
        stage.pass(Duration.ofSeconds(29));
        assertThat(read).isZero();
        stage.pass(Duration.ofSeconds(1));
        assertThat(read).isEqualTo(1);
    }

    @Test
    void whatItDoesNotShowIsNoReasonToRead() {
        attached();
        stage.hint(Topic.LOG, 1);
        stage.pass(Duration.ofSeconds(2));
        assertThat(read).isZero();
    }

    @Test
    void aLostLinkIsNotAsked() {
        attached();
        stage.hints().lost("The server went away");
        stage.pass(Duration.ofMinutes(1));
        assertThat(read).isZero();
        stage.connect();
        assertThat(read).isEqualTo(1);
    }

    @Test
    void nothingIsReadWhileNobodyLooks() {
        attached();
        model.detach();
        stage.hint(Topic.RUN, 1);
        stage.pass(Duration.ofMinutes(1));
        assertThat(read).isZero();
    }

    /// On a link, with what was read until now forgotten.
    private void attached() {
        stage.connect();
        model.attach();
        read = 0;
    }

    private OverviewAnswer answer() {
        read++;
        return new OverviewAnswer(
                new Health(
                        0,
                        Duration.ZERO,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        null,
                        UsualHour.unknown(),
                        SettableClock.START.atOffset(ZoneOffset.UTC)),
                List.of(),
                new LastHour(0, 0, 0, null, null),
                List.of(),
                new RunCounts(0, 0, 0, 0, 0),
                List.of(),
                List.of(),
                List.of(),
                new Setup(0, 0, 0, false));
    }
}
