package dev.minijenkin.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.HeldWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LatestTest {
    private final HeldWork work = new HeldWork();
    private final List<String> shown = new ArrayList<>();
    private final Latest<String> latest = new Latest<>(work.background(), Duration.ZERO);

    private void ask(String text) {
        latest.ask(stale -> text, shown::add);
    }

    @Test
    void inWhateverOrderAnswersComeOnlyTheLatestIsShown() {
        for (List<Integer> order : orders(List.of(0, 1, 2, 3))) {
            shown.clear();
            for (String text : List.of("n", "ne", "nee", "need")) {
                ask(text);
            }
            latest.afterAnswer(() -> shown.add("acted on " + shown.getLast()));
            List<Integer> left = new ArrayList<>(List.of(0, 1, 2, 3));
            for (int next : order) {
                work.answer(left.indexOf(next));
                left.remove(Integer.valueOf(next));
            }
            assertThat(shown).as("%s", order).containsExactly("need", "acted on need");
            assertThat(latest.pendingProperty().get()).isFalse();
        }
    }

    @Test
    void whatWasToBeDoneWithAnOlderAnswerIsForgotten() {
        ask("ne");
        latest.afterAnswer(() -> shown.add("acted"));
        ask("need");
        work.answerAll();
        assertThat(shown).containsExactly("need");
        latest.afterAnswer(() -> shown.add("acted"));
        assertThat(shown).containsExactly("need", "acted");
    }

    @Test
    void aFailureEndsTheWaitingAndAnOldOneDoesNot() {
        latest.ask(
                stale -> {
                    throw new IllegalStateException("away");
                },
                shown::add,
                error -> shown.add("failed"));
        ask("need");
        work.answer(0);
        assertThat(shown).isEmpty();
        assertThat(latest.pendingProperty().get()).isTrue();
        work.answerAll();
        assertThat(shown).containsExactly("need");
        latest.ask(
                stale -> {
                    throw new IllegalStateException("away");
                },
                shown::add,
                error -> shown.add("failed"));
        latest.afterAnswer(() -> shown.add("acted"));
        work.answerAll();
        assertThat(shown).containsExactly("need", "failed");
        assertThat(latest.pendingProperty().get()).isFalse();
    }

    @Test
    void whoeverLooksIsToldThatNobodyWaits() {
        AtomicInteger looked = new AtomicInteger();
        latest.ask(
                stale -> {
                    // Meanwhile the person types on.
                    ask("need");
                    while (!stale.getAsBoolean()) {
                        looked.incrementAndGet();
                    }
                    return "old";
                },
                shown::add);
        work.answerAll();
        assertThat(shown).containsExactly("need");
        assertThat(looked).hasValue(0);
    }

    @Test
    void aQuestionThatDoesNotStandIsNotLookedInto() throws InterruptedException {
        LinkedBlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
        List<String> asked = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(3);
        Background background =
                new Background(
                        task ->
                                Thread.ofVirtual()
                                        .start(() -> {
                                            task.run();
                                            ended.countDown();
                                        }),
                        arrived::add,
                        error -> {});
        Latest<String> patient = new Latest<>(background, Duration.ofDays(1));
        for (String text : List.of("n", "ne", "need")) {
            patient.ask(
                    stale -> {
                        asked.add(text);
                        return text;
                    },
                    shown::add);
        }
        patient.cancel();
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        arrived.forEach(Runnable::run);
        assertThat(asked).isEmpty();
        assertThat(shown).isEmpty();
    }

    private static List<List<Integer>> orders(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (int first : items) {
            List<Integer> rest = new ArrayList<>(items);
            rest.remove(Integer.valueOf(first));
            for (List<Integer> tail : orders(rest)) {
                List<Integer> order = new ArrayList<>(List.of(first));
                order.addAll(tail);
                all.add(order);
            }
        }
        return all;
    }
}
