package dev.minijenkin.stress.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.instance.ConsoleProcess;
import dev.minijenkin.stress.bench.ProcessorTime;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A console as a process of its own, and what it says. What nobody asks for is read too, so that
/// it waits for nobody.
final class WatchedConsole implements AutoCloseable {
    static final ScenarioOption.Flag HEADLESS =
            new ScenarioOption.Flag("headless", "paint in memory, as without a display");

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String END = "(it ended)";
    private static final String SECOND_COMPILER =
            " -XX:TieredStopAtLevel=4 -XX:Tier4InvocationThreshold=250000"
                    + " -XX:Tier4MinInvocationThreshold=30000 -XX:Tier4CompileThreshold=750000"
                    + " -XX:Tier4BackEdgeThreshold=400000";

    private final Process process;
    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final long began;

    private WatchedConsole(Process process, long began) {
        this.process = process;
        this.began = began;
    }

    /// Whether it paints in memory: where that is wanted, or there is no display.
    static boolean isHeadless(ScenarioRun run) {
        return run.is(HEADLESS) || !ConsoleProcess.isDisplayThere();
    }

    /// The command of one whose pulses are watched. Without a display JavaFX copies each frame
    /// pixel by pixel on its thread, with an object for each: a tenth of a second, where a desktop
    /// takes one copy. The second compiler makes a loop of it; nothing of ours is repeated so often
    /// that it gets there with these limits.
    static ProcessBuilder painting(ProcessBuilder command) {
        for (String variable : List.of("MINI_JENKIN_JAVA_OPTIONS", "JDK_JAVA_OPTIONS")) {
            command.environment()
                    .computeIfPresent(
                            variable,
                            (_, options) ->
                                    options.contains("glass.platform=Headless")
                                            ? options + SECOND_COMPILER
                                            : options);
        }
        return command;
    }

    static WatchedConsole start(ProcessBuilder command) throws IOException {
        long now = System.nanoTime();
        WatchedConsole console = new WatchedConsole(command.redirectErrorStream(true).start(), now);
        Thread.ofVirtual().name("console-said").start(console::listen);
        return console;
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            lines.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException _) {
            // It ended while it was read.
        }
        said.add(END);
    }

    /// The next line that has these words in it.
    String await(String words) throws InterruptedException {
        List<String> others = new ArrayList<>();
        while (true) {
            String line = said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new StressException(
                        "The console did not say \"%s\", but: %s"
                                .formatted(words, String.join("\n", others)));
            }
            if (line.contains(words)) {
                return line;
            }
            others.add(line);
        }
    }

    /// Since the command, in milliseconds.
    double millis() {
        return (System.nanoTime() - began) / 1e6;
    }

    /// Of the program that paints, which the launch script may have started.
    long pid() {
        return process.descendants().findFirst().map(ProcessHandle::pid).orElse(process.pid());
    }

    /// Processor time of all of it so far, in milliseconds.
    double processorMillis() {
        return ProcessorTime.ofTrees(List.of(process.pid()));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
