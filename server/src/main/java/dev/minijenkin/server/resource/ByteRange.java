package dev.minijenkin.server.resource;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One range of bytes (RFC 9110, section 14).
///
/// @param first from 0
/// @param last that byte too
record ByteRange(long first, long last) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// What a header asks for.
    sealed interface Asked {
        /// All of it: the header is not understood, and does not count then.
        record Whole() implements Asked {}

        /// Nothing that is there.
        record Outside() implements Asked {}

        record Part(ByteRange range) implements Asked {}
    }

    static Asked of(String header, long length) {
        Matcher matcher = RANGE.matcher(header.strip());
        if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return new Asked.Whole();
        }
        Optional<Long> from = number(matcher.group(1));
        Optional<Long> to = number(matcher.group(2));
        long first = from.orElseGet(() -> Math.max(0, length - to.orElse(0L)));
        long last = from.isEmpty() ? length - 1 : Math.min(to.orElse(length - 1), length - 1);
        if (from.isPresent() && to.isPresent() && to.get() < from.get()) {
            return new Asked.Whole();
        }
        return first > last ? new Asked.Outside() : new Asked.Part(new ByteRange(first, last));
    }

    long length() {
        return last - first + 1;
    }

    private static Optional<Long> number(String digits) {
        return digits.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(digits));
    }
}
