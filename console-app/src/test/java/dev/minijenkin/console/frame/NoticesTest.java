package dev.minijenkin.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private final Notices notices = new Notices();
    private final List<String> undone = new ArrayList<>();

    @Test
    void whatIsSaidMeanwhileDoesNotTakeAwayTheWayBack() {
        undoable("Cancelling ci #7");
        notices.say("Copied the link");
        notices.say("Rerun of ci #6: 2 jobs run again");

        assertThat(shown()).isEqualTo("Cancelling ci #7");
        notices.clear();
        assertThat(shown()).as("the newest").isEqualTo("Rerun of ci #6: 2 jobs run again");
        notices.clear();
        assertThat(notices.shownProperty().get()).isEmpty();
    }

    @Test
    void severalThingsAreTakenBackAtOnce() {
        undoable("Cancelling ci #7");
        undoable("Cancelling ci #8");
        assertThat(shown()).isEqualTo("Cancelling ci #8, and 1 before");

        assertThat(notices.undo()).isTrue();
        assertThat(undone).containsExactly("Cancelling ci #7", "Cancelling ci #8");
        assertThat(notices.undo()).as("nothing is left").isFalse();
    }

    @Test
    void whatCanNoLongerBeTakenBackIsNot() {
        undoable("Cancelling ci #7");
        notices.clear();
        assertThat(notices.undo()).isFalse();
        undoable("Cancelling ci #8");
        notices.undo();
        assertThat(undone).containsExactly("Cancelling ci #8");
    }

    @Test
    void anOfferThatLeadsSomewhereTakesNothingBack() {
        notices.say(
                "A run has begun",
                Optional.of(new Notices.Offer("Open", () -> undone.add("opened"))));
        assertThat(notices.undo()).isFalse();
        assertThat(undone).isEmpty();
    }

    private void undoable(String sentence) {
        notices.sayUndoable(sentence, MOMENT, () -> undone.add(sentence));
    }

    private String shown() {
        return notices.shownProperty().get().orElseThrow().text();
    }
}
