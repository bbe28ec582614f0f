package dev.minijenkin.db.search.text;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What index and queries make alike of bytes: small letters, without colours and without NUL, so
/// that text of two bytes a letter reads like that of one. Bytes stay bytes: no encoding is asked
/// for, and what is no UTF-8 is only compared.
public final class Fold {
    public static final byte ESCAPE = 0x1B;
    private static final byte[] SMALL = small();

    /// The small letter of each code point that UTF-8 writes in two bytes, as those bytes.
    private static final short[] SMALL_OF_TWO = smallOfTwo();

    private Fold() {}

    /// The folded bytes of a text that a person looks for.
    public static byte[] of(byte[] text) {
        byte[] folded = new byte[text.length];
        int length = 0;
        for (byte each : text) {
            if (each != 0) {
                folded[length++] = each;
            }
        }
        small(folded, 0, length);
        return java.util.Arrays.copyOf(folded, length);
    }

    /// Copies without what moves or colours a terminal, and without NUL.
    ///
    /// @return behind the last byte that was written
    static int copy(byte[] raw, int from, int length, byte[] target, int at) {
        int end = from + length;
        int to = at;
        for (int i = from; i < end; i++) {
            byte each = raw[i];
            if (each == ESCAPE && beginsSequence(raw, i, end)) {
                i = endOfSequence(raw, i + 2, end);
            } else if (each != 0) {
                target[to++] = each;
            }
        }
        return to;
    }

    /// Makes letters small where they stand.
    public static void small(byte[] text, int from, int end) {
        for (int i = from; i < end; i++) {
            byte each = text[i];
            if (each >= 0) {
                text[i] = SMALL[each];
            } else if (isLeadOfTwo(each) && i + 1 < end && isContinuation(text[i + 1])) {
                int pair = smallOfTwo(each, text[i + 1]);
                text[i] = (byte) (pair >> 8);
                text[i + 1] = (byte) pair;
                i++;
            }
        }
    }

    /// The small letter of a byte below 128.
    public static byte small(byte each) {
        return SMALL[each];
    }

    /// The small letter of one that is written in two bytes: the first one, times 256, and the
    /// second.
    public static int smallOfTwo(byte lead, byte next) {
        return SMALL_OF_TWO[((lead & 0x1F) << 6) | (next & 0x3F)] & 0xFFFF;
    }

    /// Whether an escape begins what moves or colours a terminal.
    public static boolean beginsSequence(byte[] raw, int escape, int end) {
        return escape + 1 < end && raw[escape + 1] == '[';
    }

    /// Whether letters of a word are written with it: letters of scripts without words (Chinese,
    /// Japanese) are not.
    public static boolean isOfWord(byte each) {
        return (each >= '0' && each <= '9')
                || (each >= 'a' && each <= 'z')
                || each == '_'
                || isLeadOfTwo(each);
    }

    public static boolean isContinuation(byte each) {
        return (each & 0xC0) == 0x80;
    }

    public static boolean isLeadOfTwo(byte each) {
        return (each & 0xE0) == 0xC0;
    }

    /// Its last byte.
    ///
    /// @param from behind what begins it
    public static int endOfSequence(byte[] raw, int from, int end) {
        int i = from;
        while (i < end && (raw[i] < 0x40 || raw[i] > 0x7E)) {
            i++;
        }
        return i;
    }

    private static byte[] small() {
        byte[] table = new byte[128];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) Character.toLowerCase(i);
        }
        return table;
    }

    private static short[] smallOfTwo() {
        short[] table = new short[1 << 11];
        for (int i = 0; i < table.length; i++) {
            byte[] small = Character.toString(Character.toLowerCase(i)).getBytes(UTF_8);
            table[i] =
                    small.length == 2
                            ? (short) ((small[0] << 8) | (small[1] & 0xFF))
                            : (short) (((0xC0 | (i >> 6)) << 8) | 0x80 | (i & 0x3F));
        }
        return table;
    }
}
