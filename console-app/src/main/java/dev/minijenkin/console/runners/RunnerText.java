package dev.minijenkin.console.runners;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.db.view.runner.RunnerView;
import dev.minijenkin.db.view.runner.RunnersNow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Runners in words.
final class RunnerText {
    private RunnerText() {}

    /// `oak-01`, `3 runners`.
    static String named(List<RunnerView> runners) {
        return runners.size() == 1 ? runners.getFirst().name() : runners.size() + " runners";
    }

    /// How long ago it was heard: `3 s`, `never`.
    static String heard(RunnerView runner, Instant at) {
        Instant heartbeat = runner.life().heartbeat();
        if (heartbeat == null) {
            // Of a minute of the past it is known that it lived, and not when it was heard.
            return runner.life().online() ? "–" : "never";
        }
        return Durations.words(Duration.between(heartbeat, at));
    }

    /// Why it takes no job; empty where it does.
    static String trouble(RunnerView runner, Instant at) {
        if (!runner.life().online()) {
            Instant heartbeat = runner.life().heartbeat();
            return heartbeat == null
                    ? "It was never heard"
                    : "Nothing heard for "
                            + Durations.words(Duration.between(heartbeat, at))
                            + (runner.slots().busy() == 0 ? "" : "; its jobs go back to the queue");
        }
        return runner.draining()
                .map(draining ->
                        (draining.by().isEmpty() ? "It is drained" : draining.by() + " drains it")
                                + (draining.reason().isEmpty() ? "" : ": " + draining.reason()))
                .orElse("");
    }

    /// What a drain does: first to others, then what it waits for.
    static String drain(RunnersNow now, List<RunnerView> runners) {
        int slots =
                now.runners().stream()
                        .filter(RunnerView::takesJobs)
                        .mapToInt(runner -> runner.slots().capacity())
                        .sum();
        int gone =
                runners.stream()
                        .filter(RunnerView::takesJobs)
                        .mapToInt(runner -> runner.slots().capacity())
                        .sum();
        int running = runners.stream().mapToInt(runner -> runner.slots().busy()).sum();
        long alone = now.needing(runners);
        return (alone == 0
                        ? "Nothing that is in the queue now needs "
                                + (runners.size() == 1 ? "it" : "them")
                                + " alone. "
                        : jobs(alone)
                                + " in the queue would have no runner until "
                                + (runners.size() == 1 ? "it is" : "they are")
                                + " back. ")
                + (running == 0
                        ? "No job is under way there. "
                        : jobs(running) + " under way there may finish first. ")
                + "Slots that take jobs go from "
                + slots
                + " to "
                + (slots - gone)
                + ".";
    }

    static String jobs(long count) {
        return count == 1 ? "1 job" : count + " jobs";
    }
}
