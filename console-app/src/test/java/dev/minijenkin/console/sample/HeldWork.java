package dev.minijenkin.console.sample;

import dev.minijenkin.console.live.Background;
import java.util.ArrayList;
import java.util.List;

/// Workers that do nothing until the test says so, in whatever order it wants: a database that
/// answers late.
public final class HeldWork {
    private final List<Runnable> held = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();

    /// Reads on these workers; answers arrive on the test's thread.
    public Background background() {
        return new Background(held::add, Runnable::run, failures::add);
    }

    /// Questions that nobody looked into yet, the oldest first.
    public int waiting() {
        return held.size();
    }

    /// Answers one of them.
    public void answer(int index) {
        held.remove(index).run();
    }

    /// Answers all, and what they lead to.
    public void answerAll() {
        while (!held.isEmpty()) {
            answer(0);
        }
    }

    public List<RuntimeException> failures() {
        return List.copyOf(failures);
    }
}
