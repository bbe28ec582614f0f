package dev.minijenkin.instance;

import dev.minijenkin.db.DatabaseConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The console as a process of its own: JavaFX wants a JVM that was started for it, and a console
/// that hangs must not hold up a server.
public final class ConsoleProcess implements AutoCloseable {
    private static final String HEADLESS = "Headless";

    private final Process process;

    private ConsoleProcess(Process process) {
        this.process = process;
    }

    public static boolean isDisplayThere() {
        String system = System.getProperty("os.name");
        return system.startsWith("Mac")
                || system.startsWith("Windows")
                || HEADLESS.equals(System.getProperty("glass.platform"))
                || isSet("DISPLAY")
                || isSet("WAYLAND_DISPLAY");
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty();
    }

    public static void requireDisplay() {
        if (!isDisplayThere()) {
            throw new InstanceException(
                    "There is no display: DISPLAY is not set. Run the console on a desktop, with --db;"
                            + " here 'mini-jenkin status' and 'mini-jenkin logs -f' tell how things are");
        }
    }

    /// Starts it on the instance of a folder.
    public static ConsoleProcess start(Home home) {
        ProcessBuilder builder = Program.launchScript().with(List.of("console")).inheritIO();
        builder.environment().put("MINI_JENKIN_HOME", home.folder().toString());
        try {
            return new ConsoleProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("The console does not start", e);
        }
    }

    /// The command that opens it on a database, for whoever watches what it says.
    ///
    /// @param program that it is where this process was not started by the launch script
    /// @param headless paints in memory, for machines without a display
    public static ProcessBuilder of(
            Program program, DatabaseConfiguration database, Path home, boolean headless) {
        ProcessBuilder builder =
                Program.launchScriptOr(program).on(database, home, List.of("console"));
        if (headless) {
            String options = "-Dglass.platform=" + HEADLESS + " -Dprism.order=sw";
            builder.environment().put("MINI_JENKIN_JAVA_OPTIONS", options);
            // Where java itself is the program, which in tests would say less.
            builder.environment()
                    .put("JDK_JAVA_OPTIONS", options + " -Dlogback.configurationFile=logback.xml");
        }
        return builder;
    }

    public void whenClosed(Runnable action) {
        Thread.ofVirtual()
                .name("console-exit")
                .start(() -> {
                    process.onExit().join();
                    action.run();
                });
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
