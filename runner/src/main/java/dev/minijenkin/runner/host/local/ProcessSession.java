package dev.minijenkin.runner.host.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How a command is started so that it and all that it starts can be ended together.
///
/// @param prefix put before each command
/// @param leader of the session and process group in which the command then is
record ProcessSession(List<String> prefix, Leader leader) {
    private static final String DEFAULT_SIGNALS = "--default-signal=HUP,INT,QUIT";

    /// HUP, INT and QUIT in the mask of `/proc/self/status`.
    private static final long ASKING = 0b111;

    /// Who leads a session of the command's own.
    enum Leader {
        /// There is none: it is in that of the runner.
        NONE,
        /// The process that is started.
        PROCESS,
        /// The only child of the process that is started.
        CHILD
    }

    public ProcessSession {
        prefix = List.copyOf(prefix);
    }

    /// `setsid` where this host has it (Linux); descendants must do elsewhere (macOS).
    ///
    /// Whoever starts the runner in the background of a script makes it ignore SIGINT, and so all
    /// that it starts: a shell cannot even trap it then. `env` undoes that.
    static ProcessSession ofThisHost() {
        List<String> prefix = new ArrayList<>();
        if (ignoresAskingSignals() && canResetSignals()) {
            prefix.addAll(List.of("env", DEFAULT_SIGNALS));
        }
        boolean ownSession = Programs.exist("setsid", System.getenv().getOrDefault("PATH", ""));
        if (ownSession) {
            prefix.add("setsid");
        }
        return new ProcessSession(prefix, ownSession ? Leader.PROCESS : Leader.NONE);
    }

    List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>(prefix);
        wrapped.addAll(command);
        return wrapped;
    }

    /// The same with further words before each command.
    ProcessSession with(List<String> words) {
        return new ProcessSession(wrap(words), leader);
    }

    /// The same where the words before the command start it as a child that leads a session.
    ProcessSession ledByChild() {
        return new ProcessSession(prefix, Leader.CHILD);
    }

    private static boolean ignoresAskingSignals() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line ->
                            (Long.parseUnsignedLong(line.substring(7).strip(), 16) & ASKING) != 0);
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean canResetSignals() {
        try {
            Process process =
                    new ProcessBuilder("env", DEFAULT_SIGNALS, "true")
                            .redirectErrorStream(true)
                            .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
