package dev.minijenkin.cli.part;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The terminal at which a person sits, where there is one.
public final class Terminal {
    private static final int BUFFER = 64 * 1024;

    private Terminal() {}

    /// From now on all that this process prints to a terminal goes through [TerminalOutput]: what
    /// it prints of others (names, branches, messages, logs) cannot move the terminal. Files and
    /// pipes get every byte.
    public static void guard() {
        if (isTerminal(1)) {
            System.setOut(guarded(FileDescriptor.out));
        }
        if (isTerminal(2)) {
            System.setErr(guarded(FileDescriptor.err));
        }
    }

    /// Standard output as it is: a file or a pipe, or a terminal that gets every byte.
    public static PrintStream raw() {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                false,
                StandardCharsets.UTF_8);
    }

    private static PrintStream guarded(FileDescriptor descriptor) {
        return new PrintStream(
                new TerminalOutput(
                        new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER)),
                true,
                StandardCharsets.UTF_8);
    }

    /// Whether standard output is one.
    public static boolean isOutput() {
        return isTerminal(1);
    }

    /// Whether standard error is one.
    public static boolean isError() {
        return isTerminal(2);
    }

    /// Standard error as it is, for what may move a terminal.
    public static PrintStream rawError() {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)),
                false,
                StandardCharsets.UTF_8);
    }

    /// Whether standard input is one.
    public static boolean isInput() {
        return isTerminal(0);
    }

    /// Where the system does not say, it is one if input and output are.
    private static boolean isTerminal(int descriptor) {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return file.startsWith("/dev/pts/")
                    || file.startsWith("/dev/tty")
                    || file.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        }
    }
}
