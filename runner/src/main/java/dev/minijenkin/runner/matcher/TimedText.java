package dev.minijenkin.runner.matcher;

import java.time.Duration;

/// A text that may be read for so long: some patterns never come to an end otherwise.
final class TimedText implements CharSequence {
    private static final int EVERY = 1 << 12;

    private final String text;
    private final long deadline;
    private int reads;

    TimedText(String text, Duration limit) {
        this(text, System.nanoTime() + limit.toNanos());
    }

    private TimedText(String text, long deadline) {
        this.text = text;
        this.deadline = deadline;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++reads % EVERY == 0 && System.nanoTime() - deadline > 0) {
            throw new SlowPatternException();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new TimedText(text.substring(start, end), deadline);
    }

    @Override
    public String toString() {
        return text;
    }
}
