package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.CommandFailureException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// Writes the lines of several logs one under the other, each behind the name of its job. Bytes
/// stay bytes, and a line that came in pieces is one line. They leave in big pieces: [#flush] when
/// nothing more is there.
///
/// A terminal shows a line that is not whole as it grows; where another job's line comes in
/// between, it is written once more when it is whole. Files and pipes get whole lines only. Of a
/// line that is longer than [#LONGEST_KEPT] what is there goes out as it is, and its rest behind
/// the name again where another line came in between. Not thread-safe.
final class LogOutput {
    static final int LONGEST_KEPT = 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final PrintStream out;
    private final boolean terminal;
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    // Whose line the output ends with although it is not whole.
    private @Nullable Log growing;

    /// @param terminal whether lines are shown as they grow
    LogOutput(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// One of the logs.
    ///
    /// @param name of its job
    Log log(String name) {
        return new Log((name + " | ").getBytes(out.charset()));
    }

    /// Writes a line of its own, of no log.
    void line(String text) {
        endGrowing();
        write(text.getBytes(out.charset()));
        write('\n');
    }

    /// Lets everything out.
    ///
    /// @throws CommandFailureException where nobody takes it any more
    void flush() {
        out.write(buffer, 0, buffered);
        buffered = 0;
        if (out.checkError()) {
            throw new CommandFailureException("Nobody takes the output any more.");
        }
    }

    private void endGrowing() {
        if (growing != null) {
            write('\n');
            growing = null;
        }
    }

    private void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    private void write(int value) {
        if (buffered == BUFFER) {
            letOut();
        }
        buffer[buffered++] = (byte) value;
    }

    private void write(byte[] bytes, int from, int length) {
        if (length > BUFFER - buffered) {
            letOut();
        }
        if (length > BUFFER) {
            out.write(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, buffer, buffered, length);
            buffered += length;
        }
    }

    private void letOut() {
        out.write(buffer, 0, buffered);
        buffered = 0;
    }

    /// The log of one job on the output.
    final class Log {
        private final byte[] name;
        // Of a line that is not whole: its bytes, and how many of them the output ends with.
        private final ByteArrayOutputStream open = new ByteArrayOutputStream();
        private int shown;
        private boolean begun;

        private Log(byte[] name) {
            this.name = name;
        }

        /// Takes a line, or a piece of one.
        ///
        /// @param complete whether the line ends here
        void piece(byte[] bytes, int from, int length, boolean complete) {
            if (complete && !begun) {
                begin();
                write(bytes, from, length);
                end();
            } else {
                begun = true;
                open.write(bytes, from, length);
                if (complete) {
                    finish();
                } else if (open.size() > LONGEST_KEPT) {
                    show();
                    forget();
                }
            }
        }

        /// Shows on a terminal what there is of a line that is not whole, unless another one grows.
        void grow() {
            if (terminal && open.size() > shown && (growing == null || growing == this)) {
                show();
            }
        }

        /// Ends a line that nobody goes on with.
        void finish() {
            if (begun || growing == this) {
                show();
                end();
            }
        }

        /// Forgets what there is of a line that is not whole, and says so many lines are left out.
        void leaveOut(long lines, String whereTheyAre) {
            endGrowing();
            forget();
            begin();
            write(
                    "… %,d lines skipped (see %s)"
                            .formatted(lines, whereTheyAre)
                            .getBytes(out.charset()));
            end();
        }

        private void show() {
            begin();
            byte[] all = open.toByteArray();
            write(all, shown, all.length - shown);
            shown = all.length;
        }

        /// So that the output ends with this log's line.
        private void begin() {
            if (growing != this) {
                endGrowing();
                write(name);
                growing = this;
                shown = 0;
            }
        }

        private void end() {
            write('\n');
            growing = null;
            forget();
        }

        private void forget() {
            open.reset();
            shown = 0;
            begun = false;
        }
    }
}
