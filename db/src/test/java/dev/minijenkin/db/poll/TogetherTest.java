package dev.minijenkin.db.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.testing.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who waits for whom.
class TogetherTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final List<List<String>> sent = new CopyOnWriteArrayList<>();
    private final List<Together<?, ?>> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Together::close);
    }

    @Test
    void whoeverIsAloneDoesNotWait() throws InterruptedException {
        Together<String, String> together = lingering(FOR_EVER);

        assertThat(together.ask(together.expect(), "a")).isEqualTo("A");
    }

    @Test
    void theFirstWaitsForAllThatAreExpected() throws Exception {
        Together<String, String> together = lingering(FOR_EVER);
        var later = together.expect();
        CompletableFuture<String> first = ask(together, together.expect(), "a");
        Thread.sleep(50);
        assertThat(sent).isEmpty();

        assertThat(together.ask(later, "b")).isEqualTo("B");

        assertThat(first.get()).isEqualTo("A");
        assertThat(sent).containsExactly(List.of("a", "b"));
    }

    @Test
    void nobodyWaitsForOneWhoWillNotAsk() throws Exception {
        Together<String, String> together = lingering(FOR_EVER);
        var never = together.expect();
        CompletableFuture<String> first = ask(together, together.expect(), "a");

        never.close();
        never.close();

        assertThat(first.get()).isEqualTo("A");
        var another = together.expect();
        CompletableFuture<String> second = ask(together, together.expect(), "b");
        Thread.sleep(50);
        assertThat(second).as("closed twice it counts once").isNotDone();
        another.close();
        assertThat(second.get()).isEqualTo("B");
    }

    @Test
    void forOneWhoTakesLongNobodyWaitsLonger() throws InterruptedException {
        Together<String, String> together = lingering(Duration.ofMillis(1));
        var busy = together.expect();

        assertThat(together.ask(together.expect(), "a")).isEqualTo("A");

        busy.close();
    }

    @Test
    void whatComesWhileOneIsUnderWayGoesTogether() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Together<String, String> together =
                open(
                        Duration.ZERO,
                        asked -> {
                            sent.add(asked);
                            awaitLatch(go);
                            return asked;
                        });
        List<CompletableFuture<String>> answers = new ArrayList<>();
        answers.add(ask(together, together.expect(), "a"));
        await().atMost(Rows.PATIENCE).until(() -> sent.size() == 1);
        answers.add(ask(together, together.expect(), "b"));
        answers.add(ask(together, together.expect(), "c"));
        Thread.sleep(50);
        go.countDown();

        for (CompletableFuture<String> answer : answers) {
            answer.get();
        }
        assertThat(sent).hasSize(2);
        assertThat(sent.getLast()).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void whereItFailsEachIsToBeToldAlone() throws InterruptedException {
        Together<String, String> together =
                open(
                        Duration.ZERO,
                        _ -> {
                            throw new DatabaseUnavailableException("away", new Exception());
                        });

        assertThat(together.ask(together.expect(), "a")).isEqualTo("alone");
        together.close();
        assertThat(together.ask(together.expect(), "b")).isEqualTo("alone");
    }

    private Together<String, String> lingering(Duration linger) {
        return open(
                linger,
                asked -> {
                    sent.add(asked);
                    return asked.stream().map(text -> text.toUpperCase(Locale.ROOT)).toList();
                });
    }

    private Together<String, String> open(
            Duration linger, Function<List<String>, List<String>> send) {
        Together<String, String> together = new Together<>("of-a-test", linger, send, "alone");
        opened.add(together);
        return together;
    }

    private static CompletableFuture<String> ask(
            Together<String, String> together, Together<String, String>.Expected who, String what) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        answer.complete(together.ask(who, what));
                    } catch (InterruptedException e) {
                        answer.completeExceptionally(e);
                    }
                });
        return answer;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
