package dev.minijenkin.console.past;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LookedAt;
import dev.minijenkin.console.sample.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeMachineTest {
    private final SettableClock clock = new SettableClock();
    private final DatabaseClock live = new DatabaseClock(clock);
    private final LookedAt lookedAt = new LookedAt();
    private final TimeMachine machine = new TimeMachine(live, lookedAt);
    private final Instant minute = SettableClock.START.truncatedTo(ChronoUnit.MINUTES);

    @Test
    void theClockOfWhatIsShownStandsStillInThePastAndGoesOnAfterIt() {
        assertThat(machine.clock().get()).isEqualTo(SettableClock.START);
        machine.step(-1);
        Instant before = minute.minus(Duration.ofMinutes(1));
        assertThat(machine.atProperty().get()).contains(before);
        assertThat(lookedAt.get()).contains(before);
        assertThat(machine.clock().get()).isEqualTo(before);
        assertThat(machine.clock().instant()).isEqualTo(before);
        clock.goOn(Duration.ofSeconds(90));
        live.tick();
        assertThat(machine.clock().get()).isEqualTo(before);
        assertThat(live.get()).isAfter(before);
        machine.backToNow();
        assertThat(lookedAt.get()).isEmpty();
        assertThat(machine.clock().get()).isEqualTo(live.get());
    }

    @Test
    void nothingCanBeSteeredInThePast() {
        assertThat(machine.refusalProperty().get()).isEmpty();
        machine.step(-10);
        assertThat(machine.refusalProperty().get())
                .startsWith("You look at ")
                .endsWith(": the past cannot be steered. Esc leads back to now");
        machine.step(9);
        assertThat(machine.isPast()).isTrue();
        machine.step(1);
        assertThat(machine.isPast()).as("what is not over is now").isFalse();
        assertThat(machine.refusalProperty().get()).isEmpty();
        machine.step(1);
        assertThat(machine.isPast()).as("there is no future").isFalse();
    }

    @Test
    void theHourOfTheLinesStaysWhileAPersonMovesWithinIt() {
        machine.step(-5);
        Instant end = machine.hourEnd();
        assertThat(end).isEqualTo(SettableClock.START);
        machine.step(-40);
        assertThat(machine.hourEnd()).isEqualTo(end);
        machine.step(-40);
        assertThat(machine.hourEnd()).isEqualTo(minute.minus(Duration.ofMinutes(55)));
        assertThat(lookedAt.hourEnd()).isEqualTo(machine.hourEnd());
    }

    @Test
    void marksAreWalkedInBothWays() {
        Instant first = minute.minus(Duration.ofHours(5)).plusSeconds(17);
        Instant second = minute.minus(Duration.ofMinutes(100)).plusSeconds(42);
        machine.mark(List.of(second, first));
        assertThat(machine.toMark(true)).isFalse();
        assertThat(machine.toMark(false)).isTrue();
        assertThat(machine.atProperty().get()).contains(second.truncatedTo(ChronoUnit.MINUTES));
        assertThat(machine.toMark(false)).isTrue();
        assertThat(machine.atProperty().get()).contains(first.truncatedTo(ChronoUnit.MINUTES));
        assertThat(machine.toMark(false)).isFalse();
        assertThat(machine.toMark(true)).isTrue();
        assertThat(machine.atProperty().get()).contains(second.truncatedTo(ChronoUnit.MINUTES));
    }
}
