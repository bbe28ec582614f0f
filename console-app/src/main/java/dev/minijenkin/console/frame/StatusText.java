package dev.minijenkin.console.frame;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.db.stats.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The line of health in words.
final class StatusText {
    private StatusText() {}

    /// A part of the line.
    ///
    /// @param alert whether it is out of the ordinary
    record Part(String text, boolean alert) {}

    static List<Part> parts(Health health, Instant now) {
        List<Part> parts = new ArrayList<>();
        parts.add(
                health.runnersKnown() == 0
                        ? new Part("no runner yet", true)
                        : new Part(
                                health.runnersOnline() == health.runnersKnown()
                                        ? counted(health.runnersOnline(), "runner")
                                        : health.runnersOnline()
                                                + " of "
                                                + counted(health.runnersKnown(), "runner"),
                                health.runnersOnline() == 0));
        if (health.slotsTotal() > 0) {
            parts.add(
                    new Part(
                            health.slotsBusy() + " of " + counted(health.slotsTotal(), "slot"),
                            false));
        }
        parts.add(new Part("queue " + health.queueDepth(), false));
        if (health.queueDepth() > 0) {
            parts.add(
                    new Part("oldest " + Durations.words(health.oldestWait()), health.waitsLong()));
        }
        var lastHook = health.lastHookAt();
        parts.add(
                new Part(
                        lastHook == null
                                ? "no hook yet"
                                : "last hook "
                                        + Durations.words(
                                                Duration.between(lastHook.toInstant(), now))
                                        + " ago",
                        false));
        return parts;
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
