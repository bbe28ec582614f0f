package dev.minijenkin.console.log.ansi;

/// Takes terminal sequences out of a stream of bytes, one byte at a time, so that a sequence may be
/// cut anywhere. Colours and weights (SGR) change the style, links (OSC 8) lead somewhere; every
/// other sequence is dropped. Confined to the thread that parses the log.
public final class AnsiState {
    private static final int ESCAPE = 0x1b;
    private static final int BELL = 0x07;
    private static final int MAX_PARAMETERS = 16;
    private static final int MAX_STRING = 2000;

    private enum Mode {
        TEXT,
        ESCAPE,
        INTERMEDIATE,
        CONTROL,
        STRING,
        STRING_ESCAPE
    }

    private final int[] parameters = new int[MAX_PARAMETERS];
    private Mode mode = Mode.TEXT;
    private int count;
    private boolean plainControl;
    private long style = TextStyle.PLAIN;
    private String link = "";
    // What stands in a string sequence, as far as it may be a link.
    private final StringBuilder string = new StringBuilder();
    private boolean command;

    /// The same state, to go on apart from this one.
    public AnsiState copy() {
        AnsiState copy = new AnsiState();
        System.arraycopy(parameters, 0, copy.parameters, 0, MAX_PARAMETERS);
        copy.mode = mode;
        copy.count = count;
        copy.plainControl = plainControl;
        copy.style = style;
        copy.link = link;
        copy.string.append(string);
        copy.command = command;
        return copy;
    }

    public long style() {
        return style;
    }

    /// The address that text leads to from here on (OSC 8); empty: none.
    public String link() {
        return link;
    }

    public boolean inText() {
        return mode == Mode.TEXT;
    }

    /// A line's end ends a sequence that nobody closed, so that it cannot swallow the rest of the
    /// log, and a link.
    public void endLine() {
        mode = Mode.TEXT;
        link = "";
    }

    /// Whether the byte belongs to the text; else it was part of a sequence.
    public boolean isText(int octet) {
        return switch (mode) {
            case TEXT -> {
                if (octet == ESCAPE) {
                    mode = Mode.ESCAPE;
                    yield false;
                }
                yield true;
            }
            case ESCAPE -> {
                afterEscape(octet);
                yield false;
            }
            case INTERMEDIATE -> {
                if (octet >= 0x30) {
                    mode = Mode.TEXT;
                }
                yield false;
            }
            case CONTROL -> {
                control(octet);
                yield false;
            }
            case STRING -> {
                if (octet == BELL) {
                    endString();
                } else if (octet == ESCAPE) {
                    mode = Mode.STRING_ESCAPE;
                } else if (command && string.length() <= MAX_STRING) {
                    string.append((char) (octet & 0xff));
                }
                yield false;
            }
            case STRING_ESCAPE -> {
                if (octet == '\\') {
                    endString();
                } else {
                    mode = Mode.STRING;
                }
                yield false;
            }
        };
    }

    private void afterEscape(int octet) {
        if (octet == '[') {
            mode = Mode.CONTROL;
            count = 1;
            parameters[0] = 0;
            plainControl = true;
        } else if (octet == ']' || octet == 'P' || octet == '_' || octet == '^' || octet == 'X') {
            mode = Mode.STRING;
            command = octet == ']';
            string.setLength(0);
        } else if (octet >= 0x20 && octet <= 0x2f) {
            mode = Mode.INTERMEDIATE;
        } else if (octet != ESCAPE) {
            mode = Mode.TEXT;
        }
    }

    /// `8;parameters;address` begins a link, and ends it where the address is empty. An address
    /// that is too long, or of bytes that no address has, is none.
    private void endString() {
        mode = Mode.TEXT;
        if (!command || string.length() < 3 || string.charAt(0) != '8' || string.charAt(1) != ';') {
            return;
        }
        int from = string.indexOf(";", 2) + 1;
        boolean plain = string.chars().allMatch(octet -> octet > 0x20 && octet < 0x7f);
        link = from == 0 || string.length() > MAX_STRING || !plain ? "" : string.substring(from);
    }

    private void control(int octet) {
        if (octet >= '0' && octet <= '9') {
            int value = parameters[count - 1] * 10 + (octet - '0');
            parameters[count - 1] = Math.min(value, 9999);
        } else if (octet == ';' || octet == ':') {
            if (count < MAX_PARAMETERS) {
                parameters[count] = 0;
                count++;
            }
        } else if (octet >= 0x40 && octet <= 0x7e) {
            mode = Mode.TEXT;
            if (octet == 'm' && plainControl) {
                select();
            }
        } else if (octet == ESCAPE) {
            mode = Mode.ESCAPE;
        } else if (octet < 0x20 || octet > 0x7e) {
            mode = Mode.TEXT;
        } else {
            plainControl = false;
        }
    }

    private void select() {
        for (int i = 0; i < count; i++) {
            int code = parameters[i];
            if (code == 38 || code == 48) {
                i = extended(i, code == 38);
            } else {
                simple(code);
            }
        }
    }

    /// 38;5;N and 38;2;R;G;B; the index of the last parameter that was used.
    private int extended(int at, boolean foreground) {
        int kind = at + 1 < count ? parameters[at + 1] : 0;
        int colour;
        int last;
        if (kind == 5 && at + 2 < count) {
            colour = AnsiColours.ofPalette(Math.min(255, parameters[at + 2]));
            last = at + 2;
        } else if (kind == 2 && at + 4 < count) {
            colour = AnsiColours.ofRgb(parameters[at + 2], parameters[at + 3], parameters[at + 4]);
            last = at + 4;
        } else {
            return count;
        }
        style =
                foreground
                        ? TextStyle.withForeground(style, colour)
                        : TextStyle.withBackground(style, colour);
        return last;
    }

    private void simple(int code) {
        if (code >= 30 && code <= 37) {
            style = TextStyle.withForeground(style, code - 30);
        } else if (code >= 90 && code <= 97) {
            style = TextStyle.withForeground(style, code - 90 + 8);
        } else if (code >= 40 && code <= 47) {
            style = TextStyle.withBackground(style, code - 40);
        } else if (code >= 100 && code <= 107) {
            style = TextStyle.withBackground(style, code - 100 + 8);
        } else {
            style = attribute(code);
        }
    }

    private long attribute(int code) {
        return switch (code) {
            case 0 -> TextStyle.PLAIN;
            case 1 -> style | TextStyle.BOLD;
            case 2 -> style | TextStyle.DIM;
            case 3 -> style | TextStyle.ITALIC;
            case 4, 21 -> style | TextStyle.UNDERLINE;
            case 7 -> style | TextStyle.INVERSE;
            case 9 -> style | TextStyle.STRIKE;
            case 22 -> style & ~(TextStyle.BOLD | TextStyle.DIM);
            case 23 -> style & ~TextStyle.ITALIC;
            case 24 -> style & ~TextStyle.UNDERLINE;
            case 27 -> style & ~TextStyle.INVERSE;
            case 29 -> style & ~TextStyle.STRIKE;
            case 39 -> TextStyle.withForeground(style, -1);
            case 49 -> TextStyle.withBackground(style, -1);
            default -> style;
        };
    }
}
