package dev.minijenkin.runner.step;

import dev.minijenkin.runner.command.CommandInterpreter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Takes the commands out of the lines of a step, whatever pieces they come in.
///
/// A line consists of segments: a carriage return ends one too, because a command may follow it.
/// From where a command might begin a segment is kept until it is complete; all else goes on at
/// once, byte by byte as it came. Not thread-safe.
final class CommandFilter {
    /// The longest command that is carried out, in bytes.
    static final int MOST = 8 * 1024 * 1024;

    /// Of a command: its name and what follows up to its data.
    private static final int HEAD = 64 * 1024;

    private static final byte[] NOTHING = new byte[0];

    private final CommandInterpreter commands;
    private final Sink sink;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    /// Where in what is gathered the command begins.
    private int commandAt;

    /// Whether what is gathered began with its segment.
    private boolean wholeSegment;

    private boolean segmentBegun;
    private boolean lineOpen;
    private boolean afterCommand;
    private boolean dropping;

    /// What ends a segment.
    private enum Ending {
        OPEN,
        RETURN,
        LINE
    }

    /// Takes what is left.
    interface Sink {
        /// Text of the step, not masked yet.
        void text(byte[] bytes, boolean endsLine);

        /// A line of the runner in the place of a command; no line is open.
        void line(String line);
    }

    CommandFilter(CommandInterpreter commands, Sink sink) {
        this.commands = commands;
        this.sink = sink;
    }

    /// A piece of a line.
    void piece(byte[] bytes, boolean endsLine) {
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\r' && !(endsLine && at == bytes.length - 1)) {
                segment(Arrays.copyOfRange(bytes, from, at), Ending.RETURN);
                from = at + 1;
            }
        }
        byte[] rest = from == 0 ? bytes : Arrays.copyOfRange(bytes, from, bytes.length);
        segment(rest, endsLine ? Ending.LINE : Ending.OPEN);
        flush(false);
    }

    /// Whether bytes that wait to become a piece may be the beginning of a command, or go on one.
    boolean maybeCommand(byte[] waiting) {
        int from = waiting.length;
        while (from > 0 && waiting[from - 1] != '\r') {
            from--;
        }
        return gathered.size() > 0
                || dropping
                || beginning(
                                Arrays.copyOfRange(waiting, from, waiting.length),
                                from > 0 || !segmentBegun)
                        >= 0;
    }

    private void segment(byte[] bytes, Ending ending) {
        if (dropping) {
            if (ending != Ending.OPEN) {
                dropping = false;
                over(ending);
            }
            return;
        }
        if (gathered.size() > 0) {
            gathered.writeBytes(bytes);
            goOn(ending);
        } else if (ending != Ending.OPEN) {
            end(bytes, ending);
        } else if (bytes.length > 0) {
            open(bytes);
        }
    }

    private void open(byte[] bytes) {
        int at = beginning(bytes, !segmentBegun);
        if (at < 0) {
            text(bytes, Ending.OPEN);
            return;
        }
        wholeSegment = !segmentBegun;
        if (segmentBegun) {
            text(Arrays.copyOf(bytes, at), Ending.OPEN);
            commandAt = 0;
            gathered.write(bytes, at, bytes.length - at);
        } else {
            commandAt = at;
            gathered.writeBytes(bytes);
        }
    }

    /// Of a segment of which a part was shown already only what follows can be a command.
    private void end(byte[] bytes, Ending ending) {
        int at = segmentBegun ? beginning(bytes, false) : 0;
        if (at < 0) {
            text(bytes, ending);
            return;
        }
        if (at > 0) {
            text(Arrays.copyOf(bytes, at), Ending.OPEN);
        }
        complete(Arrays.copyOfRange(bytes, at, bytes.length), ending);
    }

    private void goOn(Ending ending) {
        byte[] head = head();
        if (ending != Ending.OPEN) {
            complete(taken(), ending);
        } else if (beginning(head, wholeSegment && commandAt == 0) != 0) {
            open(taken());
        } else if (gathered.size() > MOST) {
            Optional<List<String>> refused = commands.tooLong(utf8(head), MOST);
            byte[] all = taken();
            if (refused.isPresent()) {
                command(refused.get(), Ending.LINE);
                dropping = true;
            } else {
                text(all, Ending.OPEN);
            }
        }
    }

    private byte[] head() {
        byte[] all = gathered.toByteArray();
        return Arrays.copyOfRange(all, commandAt, Math.min(all.length, commandAt + HEAD));
    }

    private byte[] taken() {
        byte[] all = gathered.toByteArray();
        gathered.reset();
        return all;
    }

    private void complete(byte[] bytes, Ending ending) {
        Optional<List<String>> printed =
                looksLikeCommand(bytes) ? commands.line(line(bytes)) : Optional.empty();
        if (printed.isPresent()) {
            command(printed.get(), ending);
        } else {
            text(bytes, ending);
        }
    }

    private void command(List<String> printed, Ending ending) {
        List<String> lines = printed.stream().flatMap(String::lines).toList();
        flush(lineOpen && (!lines.isEmpty() || ending == Ending.LINE));
        lines.forEach(sink::line);
        over(ending);
    }

    /// A command is over; the end of its line belongs to it.
    private void over(Ending ending) {
        segmentBegun = false;
        afterCommand = ending == Ending.RETURN;
    }

    private void text(byte[] bytes, Ending ending) {
        boolean endOfCommand =
                afterCommand && !lineOpen && bytes.length == 0 && ending == Ending.LINE;
        afterCommand = false;
        if (endOfCommand) {
            return;
        }
        text.writeBytes(bytes);
        segmentBegun = ending == Ending.OPEN && (segmentBegun || bytes.length > 0);
        lineOpen = true;
        if (ending == Ending.RETURN) {
            text.write('\r');
        } else if (ending == Ending.LINE) {
            flush(true);
        }
    }

    private void flush(boolean endsLine) {
        if (endsLine || text.size() > 0) {
            sink.text(text.size() == 0 ? NOTHING : text.toByteArray(), endsLine);
            text.reset();
        }
        lineOpen &= !endsLine;
    }

    /// Byte by byte, so that places in the text are places in the bytes.
    private int beginning(byte[] bytes, boolean begins) {
        return commands.beginning(new String(bytes, StandardCharsets.ISO_8859_1), begins);
    }

    private static String line(byte[] bytes) {
        String line = utf8(bytes);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Spares nearly every line the way to a String and back.
    private static boolean looksLikeCommand(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            boolean newForm = bytes[i] == ':' && bytes[i + 1] == ':';
            boolean oldForm = bytes[i] == '#' && bytes[i + 1] == '#';
            if (newForm || oldForm) {
                return true;
            }
        }
        return false;
    }
}
