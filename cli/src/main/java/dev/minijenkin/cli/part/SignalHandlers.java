package dev.minijenkin.cli.part;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Ctrl+C and TERM as something that a program can wait for, twice. A shutdown hook could not tell
/// the second from the first.
public final class SignalHandlers {
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch second = new CountDownLatch(2);
    private final AtomicInteger count = new AtomicInteger();

    /// Takes INT and TERM from now on.
    public static SignalHandlers taken() {
        SignalHandlers signals = new SignalHandlers();
        for (String name : new String[] {"INT", "TERM"}) {
            handle(name, signals::arrived);
        }
        return signals;
    }

    /// By reflection, because javac warns of `sun.misc` and the warning cannot be switched off; the
    /// package is exported by `jdk.unsupported` and has no replacement.
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object doing =
                    Proxy.newProxyInstance(
                            SignalHandlers.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, arguments) -> {
                                if (method.getName().equals("handle")) {
                                    action.run();
                                }
                                return null;
                            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), doing);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Java does not let programs take signals", e);
        }
    }

    public void awaitFirst() throws InterruptedException {
        first.await();
    }

    /// Ends the waiting for the first one without one.
    public void awaitNoMore() {
        first.countDown();
    }

    public void awaitSecond() throws InterruptedException {
        second.await();
    }

    /// Whether one came.
    public boolean hasArrived() {
        return count.get() > 0;
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
