package dev.minijenkin.cli.part;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Lets through to a terminal what is text, in UTF-8, and colours (SGR). What else moves a terminal
/// is taken away: a job, a branch or a commit could otherwise write its title, answer for its keys,
/// or hide and replace what was printed before. Single control characters are shown as pictures
/// (`␇`), those that turn the direction of writing as `<U+202E>`. Colours end with their line.
///
/// Sequences and characters may be cut anywhere between two writes. Not thread-safe.
final class TerminalOutput extends FilterOutputStream {
    private static final int LONGEST_SEQUENCE = 64;
    private static final int ESCAPE = 0x1b;
    private static final byte[] NO_COLOUR = "\u001b[0m".getBytes(StandardCharsets.US_ASCII);

    private State state = State.TEXT;
    private final StringBuilder sequence = new StringBuilder();
    private boolean coloured;
    private boolean returned;

    // Of a character whose bytes are not all there.
    private int point;
    private int missing;
    private int least;

    /// Within which kind of sequence it is.
    private enum State {
        TEXT,
        /// After ESC.
        ESCAPED,
        /// After CSI.
        CONTROL,
        /// In what a terminal is told by OSC, DCS and the like, up to its end.
        STRING,
        STRING_ESCAPED
    }

    TerminalOutput(OutputStream terminal) {
        super(terminal);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int end = from + count;
        for (int i = from; i < end; ) {
            int plain = plainUntil(bytes, i, end);
            if (plain > i) {
                out.write(bytes, i, plain - i);
                i = plain;
            } else {
                write(bytes[i++]);
            }
        }
    }

    /// Up to where letters of ASCII and ends of lines without colour, which are most of it, go
    /// through as they are.
    private int plainUntil(byte[] bytes, int from, int end) {
        int at = from;
        if (state == State.TEXT && missing == 0 && !returned) {
            while (at < end
                    && ((bytes[at] >= 0x20 && bytes[at] < 0x7f)
                            || (bytes[at] == '\n' && !coloured))) {
                at++;
            }
        }
        return at;
    }

    /// One byte of UTF-8; what is none becomes U+FFFD.
    @Override
    public void write(int value) throws IOException {
        int b = value & 0xff;
        if (missing > 0) {
            if ((b & 0xc0) == 0x80) {
                point = (point << 6) | (b & 0x3f);
                missing--;
                if (missing == 0) {
                    boolean whole =
                            point >= least
                                    && point <= Character.MAX_CODE_POINT
                                    && (point < 0xd800 || point > 0xdfff);
                    take(whole ? point : 0xfffd);
                }
                return;
            }
            missing = 0;
            take(0xfffd);
        }
        if (b < 0x80) {
            take(b);
        } else if (b >= 0xc2 && b < 0xe0) {
            begin(b & 0x1f, 1, 0x80);
        } else if (b >= 0xe0 && b < 0xf0) {
            begin(b & 0x0f, 2, 0x800);
        } else if (b >= 0xf0 && b < 0xf5) {
            begin(b & 0x07, 3, 0x10000);
        } else {
            take(0xfffd);
        }
    }

    private void begin(int bits, int more, int smallest) {
        point = bits;
        missing = more;
        least = smallest;
    }

    private void take(int c) throws IOException {
        if (c == '\n') {
            endLine();
            return;
        }
        switch (state) {
            case TEXT -> text(c);
            case ESCAPED -> escaped(c);
            case CONTROL -> control(c);
            case STRING -> {
                if (c == 0x07 || c == 0x9c) {
                    state = State.TEXT;
                } else if (c == ESCAPE) {
                    state = State.STRING_ESCAPED;
                }
            }
            case STRING_ESCAPED -> {
                state = State.TEXT;
                if (c != '\\') {
                    escaped(c);
                }
            }
        }
    }

    private void text(int c) throws IOException {
        if (returned) {
            returned = false;
            print(0x240d);
        }
        switch (c) {
            case ESCAPE -> begin(State.ESCAPED);
            case 0x9b -> begin(State.CONTROL);
            case 0x90, 0x98, 0x9d, 0x9e, 0x9f -> begin(State.STRING);
            // Before the end of a line it belongs to it.
            case '\r' -> returned = true;
            case '\t' -> print(c);
            case 0x7f -> print(0x2421);
            default -> {
                if (c < 0x20) {
                    print(0x2400 + c);
                } else if (c > 0x7f && c < 0xa0) {
                    print(0xfffd);
                } else if (turns(c)) {
                    out.write("<U+%04X>".formatted(c).getBytes(StandardCharsets.US_ASCII));
                } else {
                    print(c);
                }
            }
        }
    }

    private void escaped(int c) throws IOException {
        if (c == '[') {
            begin(State.CONTROL);
        } else if (c == ']' || c == 'P' || c == 'X' || c == '^' || c == '_') {
            begin(State.STRING);
        } else if (c >= 0x20 && c <= 0x2f && sequence.length() < LONGEST_SEQUENCE) {
            sequence.append((char) c);
            state = State.ESCAPED;
        } else {
            state = State.TEXT;
            if (c < 0x20 || c > 0x7e) {
                text(c);
            }
        }
    }

    private void control(int c) throws IOException {
        if (c >= 0x40 && c <= 0x7e) {
            state = State.TEXT;
            if (c == 'm' && isColour()) {
                out.write(ESCAPE);
                out.write('[');
                for (int i = 0; i < sequence.length(); i++) {
                    out.write(sequence.charAt(i));
                }
                out.write('m');
                coloured = true;
            }
        } else if (c >= 0x20 && c <= 0x3f && sequence.length() < LONGEST_SEQUENCE) {
            sequence.append((char) c);
        } else {
            state = State.TEXT;
            text(c);
        }
    }

    private void begin(State next) {
        state = next;
        sequence.setLength(0);
    }

    /// A sequence that has not ended would take the next line with it.
    private void endLine() throws IOException {
        state = State.TEXT;
        returned = false;
        if (coloured) {
            out.write(NO_COLOUR);
            coloured = false;
        }
        out.write('\n');
    }

    private void print(int c) throws IOException {
        out.write(Character.toString(c).getBytes(StandardCharsets.UTF_8));
    }

    private boolean isColour() {
        for (int i = 0; i < sequence.length(); i++) {
            char c = sequence.charAt(i);
            if ((c < '0' || c > '9') && c != ';' && c != ':') {
                return false;
            }
        }
        return true;
    }

    private static boolean turns(int c) {
        return c == 0x61c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
