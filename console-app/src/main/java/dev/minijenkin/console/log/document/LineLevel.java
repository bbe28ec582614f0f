package dev.minijenkin.console.log.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Whether a line reports an error or a warning, told from its words as compilers and tools write
/// them.
public enum LineLevel {
    PLAIN(0),
    WARNING(1),
    ERROR(2);

    private static final byte[][] ERROR_STARTS =
            bytes(
                    "error:",
                    "[error]",
                    "##[error]",
                    "::error",
                    "fatal:",
                    "error ",
                    "failed ",
                    "e   ");
    private static final byte[][] WARNING_STARTS =
            bytes(
                    "warning:",
                    "[warning]",
                    "##[warning]",
                    "::warning",
                    "warn ",
                    "[warn]",
                    "warning ");
    private static final byte[] ERROR_WORD = "error".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WARNING_WORD = "warning".getBytes(StandardCharsets.US_ASCII);

    private final byte code;

    LineLevel(int code) {
        this.code = (byte) code;
    }

    /// One byte for a page of lines.
    byte code() {
        return code;
    }

    /// `error`
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LineLevel ofCode(byte code) {
        return code == ERROR.code ? ERROR : code == WARNING.code ? WARNING : PLAIN;
    }

    /// What the bytes of a line report, without colours.
    public static LineLevel of(byte[] text, int from, int to) {
        int start = from;
        while (start < to && text[start] == ' ') {
            start++;
        }
        if (startsWithAny(ERROR_STARTS, text, start, to)) {
            return ERROR;
        }
        if (startsWithAny(WARNING_STARTS, text, start, to)) {
            return WARNING;
        }
        return ofPlaced(text, start, to);
    }

    /// `file.c:12:3: error: …`: the word before a colon, anywhere in the line.
    private static LineLevel ofPlaced(byte[] text, int from, int to) {
        for (int i = from + ERROR_WORD.length; i < to; i++) {
            if (text[i] == ':') {
                if (wordEndsAt(ERROR_WORD, text, from, i)) {
                    return ERROR;
                }
                if (wordEndsAt(WARNING_WORD, text, from, i)) {
                    return WARNING;
                }
            }
        }
        return PLAIN;
    }

    private static boolean wordEndsAt(byte[] word, byte[] text, int from, int end) {
        int start = end - word.length;
        return start > from && text[start - 1] == ' ' && matches(word, text, start);
    }

    private static boolean startsWithAny(byte[][] words, byte[] text, int from, int to) {
        for (byte[] word : words) {
            if (to - from >= word.length && matches(word, text, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] word, byte[] text, int from) {
        for (int i = 0; i < word.length; i++) {
            int octet = text[from + i];
            int lower = octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
            if (lower != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[][] bytes(String... words) {
        byte[][] all = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            all[i] = words[i].getBytes(StandardCharsets.US_ASCII);
        }
        return all;
    }
}
