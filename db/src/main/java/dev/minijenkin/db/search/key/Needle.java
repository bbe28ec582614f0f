package dev.minijenkin.db.search.key;

import dev.minijenkin.db.search.text.Fold;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A text that is looked for in lines, in whatever encoding they were printed. Immutable.
///
/// @param spellings its folded bytes in each of the encodings that can write it
/// @param startsWord whether no letter may stand before it
/// @param endsWord whether no letter may stand behind it
public record Needle(List<byte[]> spellings, boolean startsWord, boolean endsWord) {
    /// So many keys of a spelling are asked for: each costs the reading of a row a segment.
    private static final int MOST_KEYS = 8;

    private static final int MOST_WORDS = 3;

    /// What builds print in beside UTF-8. Those that a Java runtime lacks are left out.
    private static final List<Charset> CHARSETS =
            List.of(
                            "UTF-8",
                            "windows-1252",
                            "windows-1250",
                            "windows-1251",
                            "windows-1253",
                            "IBM850",
                            "IBM866",
                            "KOI8-R",
                            "Shift_JIS",
                            "EUC-JP",
                            "GB18030",
                            "Big5",
                            "EUC-KR",
                            "UTF-16LE",
                            "UTF-16BE")
                    .stream()
                    .filter(Charset::isSupported)
                    .map(Charset::forName)
                    .toList();

    /// A text as it is looked for, in whatever encoding it was printed.
    ///
    /// @param text not empty
    public static Needle of(String text, boolean startsWord, boolean endsWord) {
        List<byte[]> spellings = new ArrayList<>();
        if (text.chars().allMatch(letter -> letter < 128)) {
            // In UTF-16 too: NUL is left out of what is looked through.
            spellings.add(Fold.of(text.getBytes(StandardCharsets.US_ASCII)));
        } else {
            Set<ByteBuffer> different = new LinkedHashSet<>();
            for (Charset charset : CHARSETS) {
                for (String written :
                        List.of(
                                text,
                                text.toLowerCase(Locale.ROOT),
                                text.toUpperCase(Locale.ROOT))) {
                    encoded(written, charset, different);
                }
            }
            different.forEach(one -> spellings.add(bytes(one)));
        }
        return new Needle(spellings, startsWord, endsWord);
    }

    private static void encoded(String text, Charset charset, Set<ByteBuffer> into) {
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
            byte[] folded = Fold.of(bytes(bytes));
            if (folded.length > 0) {
                into.add(ByteBuffer.wrap(folded));
            }
        } catch (CharacterCodingException e) {
            // Nobody can have printed it in this encoding.
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    public int longest() {
        return spellings.stream().mapToInt(spelling -> spelling.length).max().orElse(0);
    }

    public Narrowing narrowing() {
        return Narrowing.any(spellings.stream().map(this::narrowing).toList());
    }

    private Narrowing narrowing(byte[] text) {
        Set<Integer> keys = new LinkedHashSet<>();
        addWords(text, keys);
        int fours = text.length - 3;
        int wanted = Math.min(fours, MOST_KEYS - keys.size());
        for (int i = 0; i < wanted; i++) {
            int at = wanted == 1 ? fours / 2 : i * (fours - 1) / (wanted - 1);
            keys.add(Keys.ofFour(ByteBuffer.wrap(text).getInt(at)));
        }
        return Narrowing.all(keys.stream().map(Narrowing.Key::new).toList());
    }

    /// Words of three letters of which both ends are known.
    private void addWords(byte[] text, Set<Integer> keys) {
        for (int start = 0; start < text.length && keys.size() < MOST_WORDS; ) {
            int end = start;
            while (end < text.length
                    && (Fold.isOfWord(text[end])
                            || (end > start && Fold.isContinuation(text[end])))) {
                end++;
            }
            boolean whole = (start > 0 || startsWord) && (end < text.length || endsWord);
            boolean clear = start == 0 || !Fold.isContinuation(text[start - 1]);
            if (whole && clear && end - start == Keys.WORD) {
                keys.add(Keys.ofWord(text, start, end));
            }
            start = Math.max(end, start + 1);
        }
    }

    /// Whether it stands in a part of a folded text.
    public boolean isIn(byte[] text, int from, int end) {
        return spellings.stream().anyMatch(spelling -> find(text, from, end, spelling) >= 0);
    }

    /// The next place of one of its spellings that counts; -1: none.
    public int find(byte[] text, int from, int end, byte[] spelling) {
        byte first = spelling[0];
        int last = end - spelling.length;
        for (int i = from; i <= last; i++) {
            if (text[i] == first
                    && Arrays.equals(text, i, i + spelling.length, spelling, 0, spelling.length)
                    && (!startsWord || isStart(text, i, first))
                    && (!endsWord || isEnd(text, i + spelling.length, end, spelling))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isStart(byte[] text, int at, byte first) {
        if (at == 0 || !Fold.isOfWord(first)) {
            return true;
        }
        byte before = text[at - 1];
        boolean ofTwo = Fold.isContinuation(before) && at > 1 && Fold.isLeadOfTwo(text[at - 2]);
        return !ofTwo && !Fold.isOfWord(before);
    }

    private static boolean isEnd(byte[] text, int at, int end, byte[] spelling) {
        byte last = spelling[spelling.length - 1];
        boolean letter =
                Fold.isOfWord(last)
                        || (Fold.isContinuation(last)
                                && spelling.length > 1
                                && Fold.isLeadOfTwo(spelling[spelling.length - 2]));
        return !letter || at >= end || !Fold.isOfWord(text[at]);
    }
}
