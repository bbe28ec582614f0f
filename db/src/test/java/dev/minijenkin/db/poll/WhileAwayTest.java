package dev.minijenkin.db.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WhileAwayTest {
    private final List<Boolean> attempts = new ArrayList<>();

    @Test
    void triesUntilThereIsAnAnswerAndTellsThatOneBeforeGotNone() throws InterruptedException {
        WhileAway away = pausing(Duration.ofMillis(1));
        assertThat(away.repeat(() -> false, again -> answerAt(3, again))).contains("answer");
        assertThat(attempts).containsExactly(false, true, true);
    }

    @Test
    void doesNotTryWhereItIsGivenUp() throws InterruptedException {
        WhileAway away = pausing(Duration.ofMillis(1));
        assertThat(away.repeat(() -> attempts.size() == 2, again -> answerAt(9, again))).isEmpty();
        assertThat(attempts).hasSize(2);
    }

    @Test
    void throwsOnWhatTheDatabaseRefuses() {
        WhileAway away = pausing(Duration.ofMillis(1));
        assertThatThrownBy(() ->
                        away.repeat(
                                () -> false,
                                _ -> {
                                    throw new DatabaseException("refused", new SQLException());
                                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("refused");
    }

    /// Its pause is an hour: without the ring the test would not end.
    @Test
    void endsAPauseWhenItIsRung() throws InterruptedException {
        WakeUp sooner = new WakeUp();
        AtomicBoolean closed = new AtomicBoolean();
        WhileAway away = new WhileAway("A test", Duration.ofHours(1), Duration.ofHours(1), sooner);
        Thread closing =
                Thread.ofVirtual()
                        .start(() -> {
                            closed.set(true);
                            sooner.ring();
                        });
        assertThat(away.repeat(closed::get, again -> answerAt(9, again))).isEmpty();
        closing.join();
    }

    private String answerAt(int attempt, boolean again) {
        attempts.add(again);
        if (attempts.size() < attempt) {
            throw new DatabaseUnavailableException("away", new SQLException());
        }
        return "answer";
    }

    private static WhileAway pausing(Duration pause) {
        return new WhileAway("A test", pause, pause, new WakeUp());
    }
}
