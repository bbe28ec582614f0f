package dev.minijenkin.db.view.runner;

import dev.minijenkin.db.RunnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A runner that has not left, as its list shows it.
///
/// @param jobs that it carries out, the oldest first
public record RunnerView(
        RunnerId id,
        String name,
        List<String> labels,
        Slots slots,
        Life life,
        Host host,
        Optional<Draining> draining,
        List<RunnerJob> jobs) {
    /// How much it does.
    ///
    /// @param busy live claims
    /// @param load share of its slots that were taken, by five minutes, the oldest first
    public record Slots(int capacity, int busy, List<Double> load) {
        /// Over all of it; 0 to 1.
        public double average() {
            return load.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }
    }

    /// Whether it lives.
    ///
    /// @param heartbeat its newest; null: it never sent one
    /// @param online whether that is younger than the lease
    public record Life(@Nullable Instant heartbeat, boolean online) {}

    /// Where it runs.
    ///
    /// @param load of the host over a minute; null: not told
    public record Host(
            String name, String os, String architecture, String version, @Nullable Double load) {}

    /// Who asked it to take no more jobs.
    ///
    /// @param by empty: not known any more
    /// @param reason empty: none was given
    public record Draining(String by, String reason) {}

    /// Whether it takes jobs.
    public boolean takesJobs() {
        return life.online() && draining.isEmpty();
    }
}
