package dev.minijenkin.runner.host.local;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process beside the runner that ends the runner's jobs when the runner is gone, also if it was
/// killed. It waits for the end of a pipe that only the runner holds open.
///
/// Where there is no `/proc` or no bash nothing watches, and such processes are ended when a runner
/// starts in the same work folder again.
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final String SCRIPT =
            """
            read -r _
            wanted=$1
            for round in 1 2 3 4 5; do
                found=
                for file in /proc/[0-9]*/environ; do
                    while IFS= read -r -d '' variable; do
                        if [[ $variable == "$wanted"* ]]; then
                            found=yes
                            process=${file#/proc/}
                            kill -KILL "${process%/environ}"
                        fi
                    done < "$file"
                done
                [[ $found ]] || exit
            done 2>/dev/null
            """;

    private final Process process;

    private Watchdog(Process process) {
        this.process = process;
    }

    /// Starts to watch.
    ///
    /// @param trackingPrefix what the tracking ids of this runner's processes begin with
    static AutoCloseable start(ProcessSession session, String trackingPrefix) {
        List<String> command =
                session.wrap(
                        List.of(
                                "bash",
                                "-c",
                                SCRIPT,
                                "mini-jenkin-watchdog",
                                ProcessTable.TRACKING_VARIABLE + "=" + trackingPrefix));
        try {
            return new Watchdog(
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            LOG.warn("Jobs would survive a runner that is killed: {}", e.getMessage());
            return () -> {};
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
