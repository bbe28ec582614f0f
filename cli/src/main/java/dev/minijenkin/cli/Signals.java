package dev.minijenkin.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/// Ctrl+C and TERM as something that a program can wait for, twice. A shutdown hook could not tell the
/// second from the first.
final class Signals {
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch second = new CountDownLatch(2);
    private final AtomicInteger count = new AtomicInteger();

    /// Takes INT and TERM from now on.
    static Signals taken() {
        Signals signals = new Signals();
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> signals.arrived());
        }
        return signals;
    }

    void awaitFirst() throws InterruptedException {
        first.await();
    }

    void awaitSecond() throws InterruptedException {
        second.await();
    }

    /// As if a signal had come.
    void arrived() {
        // A third one means it: whoever sends it does not want to wait for anything.
        if (count.incrementAndGet() > 2) {
            Runtime.getRuntime().halt(130);
        }
        first.countDown();
        second.countDown();
    }
}
