package dev.minijenkin.db.search.key;

import static dev.minijenkin.db.search.text.Fold.ESCAPE;

import dev.minijenkin.db.search.text.Fold;
import java.util.Arrays;

/// The keys of lines as they were printed: of each four bytes that follow each other and each word
/// of three, in one pass over the bytes, folded on the way as [Fold] and [BlockText] do. Used by
/// one thread.
///
/// Here is done what the index costs for each byte, so nothing is copied, and most bytes meet no
/// branch that a processor could guess wrong.
final class LineKeys {
    /// What a byte is: its small letter, and these.
    private static final int WORD = 1 << 8;

    private static final int CONTINUATION = 1 << 9;
    private static final int SPECIAL = 1 << 10;
    private static final int[] KINDS = kinds();

    /// No letter, three of a word, no letter: the five newest bytes, a bit each.
    private static final int A_WORD_ENDED = 0b01110;

    private static final int FIVE = 0b11111;

    private int[] keys = new int[1 << 10];
    private int count;
    private boolean open;
    // Of the line so far: its newest bytes, whether each is of a word, and how many more make four.
    private int four;
    private int letters;
    private int missing;

    /// Takes a line or a piece of one. Its keys are the first ones of [#keys].
    ///
    /// @param goesOn whether it goes on with the line that was left open
    /// @return how many these are
    int take(byte[] raw, int from, int length, boolean goesOn, boolean complete) {
        count = 0;
        // A byte ends four and, each fourth one at most, a word; so may the line before.
        if (keys.length < 2 * length + 2) {
            keys = Arrays.copyOf(keys, 4 * length);
        }
        if (!(open && goesOn)) {
            finish();
            four = 0;
            letters = 0;
            missing = 3;
        }
        scan(raw, from, from + length);
        open = true;
        if (complete) {
            finish();
        }
        return count;
    }

    /// Of what was taken last, some of them several times.
    int[] keys() {
        return keys;
    }

    /// Ends the last line where it is open: what is taken next goes on with none.
    ///
    /// @return how many keys it had left
    int end() {
        count = 0;
        finish();
        return count;
    }

    private void finish() {
        if (open && ((letters << 1) & FIVE) == A_WORD_ENDED) {
            keys[count++] = Keys.ofThree(four);
        }
        open = false;
    }

    private void scan(byte[] raw, int from, int end) {
        int[] found = keys;
        int at = count;
        int newest = four;
        int words = letters;
        int more = missing;
        int partner = -1;
        int partnerKind = 0;
        for (int i = from; i < end; i++) {
            int kind = KINDS[raw[i] & 0xFF];
            if (kind >= SPECIAL) {
                if (i == partner) {
                    kind = partnerKind;
                } else if (raw[i] == 0) {
                    continue;
                } else if (raw[i] == ESCAPE) {
                    if (Fold.beginsSequence(raw, i, end)) {
                        i = Fold.endOfSequence(raw, i + 2, end);
                        continue;
                    }
                } else if (Fold.isLeadOfTwo(raw[i])) {
                    int next = nextShown(raw, i + 1, end);
                    if (next < end && Fold.isContinuation(raw[next])) {
                        int pair = Fold.smallOfTwo(raw[i], raw[next]);
                        kind = KINDS[pair >> 8];
                        partner = next;
                        partnerKind = KINDS[pair & 0xFF];
                    }
                }
            }
            newest = (newest << 8) | (kind & 0xFF);
            words = (words << 1) | ((kind >>> 8) & 1) | ((kind >>> 9) & words & 1);
            if (more > 0) {
                more--;
            } else {
                found[at++] = Keys.ofFour(newest);
            }
            if ((words & FIVE) == A_WORD_ENDED) {
                found[at++] = Keys.ofThree(newest >>> 8);
            }
        }
        four = newest;
        letters = words;
        missing = more;
        count = at;
    }

    /// The next byte that is not left out.
    private static int nextShown(byte[] raw, int from, int end) {
        int i = from;
        while (i < end) {
            if (raw[i] == ESCAPE && Fold.beginsSequence(raw, i, end)) {
                i = Fold.endOfSequence(raw, i + 2, end);
            } else if (raw[i] != 0) {
                return i;
            }
            i++;
        }
        return end;
    }

    private static int[] kinds() {
        int[] kinds = new int[256];
        for (int i = 0; i < kinds.length; i++) {
            byte folded = i < 128 ? Fold.small((byte) i) : (byte) i;
            kinds[i] = folded & 0xFF;
            if (Fold.isOfWord(folded)) {
                kinds[i] |= WORD;
            }
            if (Fold.isContinuation(folded)) {
                kinds[i] |= CONTINUATION;
            }
            if (i == 0 || i == ESCAPE || Fold.isLeadOfTwo(folded) || Fold.isContinuation(folded)) {
                kinds[i] |= SPECIAL;
            }
        }
        return kinds;
    }
}
