package dev.minijenkin.db.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.testing.Rows;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EdgeTest {

    private final AtomicInteger turns = new AtomicInteger();

    @Test
    void aThreadWhoseBodyReturnsEnds() throws InterruptedException {
        Thread thread = start(turns::incrementAndGet);

        assertThat(thread.join(Rows.PATIENCE)).isTrue();
        assertThat(turns).hasValue(1);
    }

    @Test
    void whatIsThrownEndsNoThread() throws InterruptedException {
        Thread thread =
                start(() -> {
                    switch (turns.incrementAndGet()) {
                        case 1 -> throw new IllegalStateException("nobody thought of this");
                        case 2 -> throw new NoClassDefFoundError("nor of this");
                        default -> {}
                    }
                });

        assertThat(thread.join(Rows.PATIENCE)).isTrue();
        assertThat(turns).hasValue(3);
    }

    @Test
    void whoIsInterruptedEnds() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        Thread thread =
                start(() -> {
                    working.countDown();
                    Thread.sleep(Rows.PATIENCE);
                });
        working.await();
        thread.interrupt();

        assertThat(thread.join(Rows.PATIENCE)).isTrue();
    }

    private static Thread start(Edge.Body body) {
        Thread thread = Edge.thread("edge-test", body);
        thread.start();
        return thread;
    }
}
