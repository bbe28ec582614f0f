package dev.minijenkin.db.search;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long somebody looks. Used by one thread.
public final class SearchDeadline {
    private static final int LOOKS = 1 << 14;

    private final LongSupplier nanoTime;
    private final long end;
    private int letters;

    /// The time is over in the middle of a line: a regular expression may try very many ways.
    public static final class OverException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OverException() {
            super("The time of a search is over", null, false, false);
        }
    }

    public SearchDeadline(Duration time, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + time.toNanos();
    }

    boolean isOver() {
        return nanoTime.getAsLong() - end > 0;
    }

    /// The same text, which ends the reading of it when the time is over.
    CharSequence over(String text) {
        return new Text(text);
    }

    private void letter() {
        letters++;
        if ((letters & LOOKS - 1) == 0 && isOver()) {
            throw new OverException();
        }
    }

    private final class Text implements CharSequence {
        private final String text;

        Text(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            letter();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
