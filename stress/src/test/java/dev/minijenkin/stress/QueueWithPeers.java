package dev.minijenkin.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.instance.Program;
import dev.minijenkin.stress.queue.QueueScenario;
import dev.minijenkin.stress.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/// `stress queue --peers` with the peers on its class path: the Maven profile `peers` runs it.
@NullMarked
final class QueueWithPeers {
    private QueueWithPeers() {}

    /// Runs it and prints what it tells.
    ///
    /// @param arguments of `stress queue` that have a number: `--queued 20000`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, Object> values = new HashMap<>(Map.of("peers", true));
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            values.put(arguments[at].substring(2), Integer.valueOf(arguments[at + 1]));
        }
        Scenarios.run(
                new QueueScenario(),
                values,
                Program.of(QueueWithPeers.class),
                new Report(new PrintWriter(System.out, true, UTF_8)));
    }
}
