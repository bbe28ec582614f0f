package dev.minijenkin.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.console.sample.SampleViews;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.frame.Person;
import dev.minijenkin.db.view.runs.RunCounts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FrameViewModelTest {
    private final NoStage stage = new NoStage();
    private final Counted source = new Counted();
    private final FrameViewModel model =
            new FrameViewModel(stage.hints(), stage.clock(), stage.background(), source);

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            stage.pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void idleItReadsTwiceAMinuteAndWhoWeAreOnce() {
        stage.connect();
        pass(600);
        assertThat(source.read).isBetween(19, 21);
        assertThat(source.persons).isEqualTo(1);
    }

    @Test
    void anAnswerLeadsToNoOtherQuestion() {
        stage.connect();
        assertThat(source.read).isEqualTo(1);
        pass(29);
        assertThat(source.read).isEqualTo(1);
        pass(1);
        assertThat(source.read).isEqualTo(2);
    }

    @Test
    void aBurstOfHintsIsReadOnceASecond() {
        stage.connect();
        for (int second = 0; second < 10; second++) {
            for (int i = 0; i < 50; i++) {
                stage.hint(Topic.RUN, i);
            }
            pass(1);
        }
        assertThat(source.read).isBetween(10, 11);
    }

    @Test
    void anotherConnectionMayBeAnotherPerson() {
        stage.connect();
        pass(10);
        stage.connect();
        assertThat(source.persons).isEqualTo(2);
        assertThat(model.answerProperty().get()).isPresent();
    }

    private final class Counted implements FrameSource {
        private int read;
        private int persons;

        @Override
        public Now now() {
            read++;
            return new Now(SampleViews.health(stage.clock().get()), new RunCounts(0, 0, 0, 0, 0));
        }

        @Override
        public Person person() {
            persons++;
            return SampleViews.person();
        }
    }
}
